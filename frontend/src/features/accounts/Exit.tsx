import { useEffect, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { leaveAtOnce } from '../../offline/session'
import { route } from '../../router'
import { me } from '../../stores'
import { Button } from '../../ui/Button'
import { Sheet } from '../../ui/Sheet'
import './exit.css'

/** Where the exit leads; an operator may choose another at build time. */
const elsewhere: string = import.meta.env.VITE_EXIT_SITE ?? 'https://www.wikipedia.org/'
const KNOWN = 'toward.exit'
const PRESSES = 3
const WITHIN = 5000

/** Blank first, everything else after: whoever looks over a shoulder must not see anything any more. */
async function exit(): Promise<void> {
  document.title = '\u200b'
  document.documentElement.classList.add('gone')
  history.replaceState(null, '', '/')
  await leaveAtOnce()
  localStorage.removeItem(KNOWN)
  sessionStorage.clear()
  if ('caches' in window) for (const name of await caches.keys()) await caches.delete(name)
  // Without its worker this phone shows no reminders either.
  await (await navigator.serviceWorker?.getRegistration())?.unregister()
  const policy = document.createElement('meta')
  policy.name = 'referrer'
  policy.content = 'no-referrer'
  document.head.append(policy)
  location.replace(elsewhere)
}

function watchShift(): () => void {
  let presses: number[] = []
  const onKey = (event: KeyboardEvent) => {
    if (event.repeat) return
    presses = event.key === 'Shift' ? [...presses.filter((at) => at > Date.now() - WITHIN), Date.now()] : []
    if (presses.length >= PRESSES) void exit()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

/** On every page of somebody who is signed in: the first stop of the Tab key, a button in the corner, and Shift three times. */
export function Exit() {
  const here = Boolean(me.value)
  // Not in the middle of the welcome or of a check-in: those have the whole phone to themselves.
  const settled = Boolean(me.value?.name && route.value.def?.tab)
  const [known, setKnown] = useState(() => localStorage.getItem(KNOWN) !== null)
  useEffect(() => (here ? watchShift() : undefined), [here])
  if (!here) return null
  const understood = () => {
    localStorage.setItem(KNOWN, '1')
    setKnown(true)
  }
  return (
    <>
      <button type="button" class="exit first" onClick={() => void exit()}>
        {t('exit.now')}
      </button>
      <button type="button" class="exit" tabIndex={-1} aria-label={t('exit.now')} onClick={() => void exit()}>
        {t('exit.label')}
      </button>
      <Sheet open={settled && !known} title={t('exit.title')} onClose={understood}>
        <p>{t('exit.about')}</p>
        <p class="quiet">{t('exit.limits')}</p>
        <Button wide onClick={understood}>
          {t('exit.understood')}
        </Button>
      </Sheet>
    </>
  )
}
