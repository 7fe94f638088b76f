import { useEffect } from 'preact/hooks'
import { Problem } from '../../../api/client'
import { refresh, take } from '../../../api/resource'

const OFTEN = 3_000
const SELDOM = 12_000
/** After so long without anything new, it is asked less often. */
const A_WHILE = 180_000
const LONGEST = 60_000

/** Tests do not wait for so long. */
const often = () => globalThis.__towardBackoff?.(0) ?? OFTEN

/** What is there and its tag; nothing when that tag is known already. */
async function newsOf<T>(path: string, known: string): Promise<{ data: T; tag: string } | undefined> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (known) headers['If-None-Match'] = known
  const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin', cache: 'no-store', headers })
  if (response.status === 304) return undefined
  if (!response.ok) throw await Problem.from(response)
  return { data: (await response.json()) as T, tag: response.headers.get('ETag') ?? '' }
}

/**
 * Asks again and again whether something was added, while the screen is looked at. A held-open stream would hold a
 * worker of the server; asking with the tag of what is known costs a few milliseconds. Nothing is told of who asks.
 */
export function useNews<T>(path: string, on: boolean): void {
  useEffect(() => {
    if (!on) return
    let tag = ''
    let wait = often()
    let last = Date.now()
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible') return
      const asked = newsOf<T>(path, tag).then((news) => {
        if (!news) return undefined
        tag = news.tag
        last = Date.now()
        return news.data
      })
      wait = await take(path, asked).then(
        () => (Date.now() - last < A_WHILE ? often() : SELDOM),
        (error: unknown) => {
          // What stands in the way, signed out or gone, is shown as everywhere.
          if (error instanceof Problem) refresh(path)
          return Math.min(wait * 2, LONGEST)
        },
      )
      if (on) timer = setTimeout(ask, wait)
    }
    const again = () => void ask()
    timer = setTimeout(ask, often())
    document.addEventListener('visibilitychange', again)
    addEventListener('online', again)
    return () => {
      on = false
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', again)
      removeEventListener('online', again)
    }
  }, [path, on])
}
