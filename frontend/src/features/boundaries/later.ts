import { signal } from '@preact/signals'
import { toast } from '../../ui/Toast'
import { t } from './i18n'

/** Done on this phone already, and told to the server in a moment: until then it can be taken back. */
const underWay = signal<ReadonlyMap<string, () => void>>(new Map())
/** As long as the offer to take it back is shown. */
const UNDO_FOR = 9000

export const isUnderWay = (name: string) => underWay.value.has(name)

export function later(name: string, text: string, work: () => Promise<unknown>): void {
  let begun = false
  const end = () => {
    underWay.value = new Map([...underWay.value].filter(([other]) => other !== name))
  }
  const now = () => {
    if (begun) return
    begun = true
    clearTimeout(timer)
    void work()
      .catch(() => undefined)
      .finally(end)
  }
  const timer = setTimeout(now, UNDO_FOR)
  underWay.value = new Map(underWay.value).set(name, now)
  toast(text, () => {
    if (begun) return toast(t('boundaries.too_late'))
    clearTimeout(timer)
    end()
  })
}

// Whoever puts the phone away has decided.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') for (const now of underWay.value.values()) now()
})
