import '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { keepWatch } from './guard'
import { wearStored } from './look'
import { start } from './offline/session'
import { startWorker, updateSilently } from './pwa'
import { startRouter } from './router'
import { routes } from './routes'

async function main(): Promise<void> {
  wearStored()
  await updateSilently()
  const root = document.getElementById('app')
  if (root) render(<App />, root)
  keepWatch()
  startRouter(routes)
  await start()
  await startWorker()
}

void main()
