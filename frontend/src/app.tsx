import { Outlet } from './router'

export function App() {
  return <Outlet />
}
