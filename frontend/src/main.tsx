import '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { Exit } from './features/accounts/Exit'
import { keepWatch } from './guard'
import { wearStored } from './look'
import { start } from './offline/session'
import { keepWorker, updateSilently } from './pwa'
import { startRouter } from './router'
import { routes } from './routes'

async function main(): Promise<void> {
  wearStored()
  await updateSilently()
  const root = document.getElementById('app')
  const all = (
    <>
      <Exit />
      <App />
    </>
  )
  if (root) render(all, root)
  keepWatch()
  keepWorker()
  startRouter(routes)
  await start()
}

void main()
