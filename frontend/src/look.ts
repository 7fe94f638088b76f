import type { Theme } from './api/types'
import { me } from './stores'

/** How the app looks before anybody is known: public/theme.js reads the same key before the first paint. */
const THEME = 'toward.theme'
const DISCREET = 'toward.discreet'
const grounds = { light: '#FBF7F2', dark: '#1A161E' }

export function wear(theme: Theme): void {
  keepOnly(THEME, theme === 'system' ? '' : theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = grounds[theme === 'system' ? own : theme]
  }
}

/** Page titles say nothing about the page, and with the discreet option nothing about the app. */
export function title(discreet: boolean): void {
  keepOnly(DISCREET, discreet ? '1' : '')
  document.title = discreet ? 'Notes' : 'Toward'
}

/** What is usual leaves no trace. */
function keepOnly(key: string, value: string): void {
  if (value) localStorage.setItem(key, value)
  else localStorage.removeItem(key)
}

export function wearStored(): void {
  wear((localStorage.getItem(THEME) as Theme | null) ?? 'system')
  title(me.peek()?.discreet ?? localStorage.getItem(DISCREET) === '1')
}
