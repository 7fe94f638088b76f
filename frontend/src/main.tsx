import '@preact/signals'
import { render } from 'preact'
import { App } from './app'
import { startRouter } from './router'
import { routes } from './routes'

const root = document.getElementById('app')
startRouter(routes)
if (root) render(<App />, root)
