import { database } from './db'
import { currentPerson, seal, unseal } from './seal'

/** The last good answers of the server, sealed, so that the app opens without a network. */
const worth = [
  /^\/me$/,
  /^\/today$/,
  /^\/space$/,
  /^\/timeline\/(months|\d{4}-\d\d)$/,
  /^\/insights\/then-and-now$/,
  /^\/schedules$/,
  /^\/(rests|upcoming|wishes|reminders)$/,
  /^\/successes(\/[^/]+)?$/,
  /^\/appreciations\?whose=(for|from)_me$/,
  /^\/boundaries$/,
  /^\/(agreements|limits)\/[^/]+$/,
  /^(\/space)?\/templates$/,
  /^\/checkins\/[^/]+$/,
  /^\/promises$/,
  /^\/promises\/[^/]+$/,
  /^\/checkins\/[^/]+(\/(topics|comments))?$/,
  /^\/topics\/[^/]+$/,
]

export async function remember(path: string, data: unknown): Promise<void> {
  const person = await currentPerson()
  if (!person || !worth.some((pattern) => pattern.test(path))) return
  // Somebody who leaves at this very moment is not remembered.
  const sealed = await seal(person, data).catch(() => undefined)
  if (sealed) await (await database(person)).put('cache', sealed, path)
}

let open: () => void = () => undefined
const opened = new Promise<void>((resolve) => {
  open = resolve
})
/** From the moment it is known whose session this is, screens may show what the phone remembers; never before. */
export const openMemory = () => open()

export async function recall<T>(path: string): Promise<T | undefined> {
  await opened
  return recallNow<T>(path)
}

export async function recallNow<T>(path: string): Promise<T | undefined> {
  const person = await currentPerson()
  if (!person) return undefined
  const sealed = await (await database(person)).get('cache', path)
  // A key that is gone (storage cleared by the browser) makes the memory worthless, not the app.
  return sealed && unseal<T>(person, sealed).catch(() => undefined)
}

/** Where somebody stands has changed: what is remembered belongs to before. */
export async function forgetMemory(): Promise<void> {
  const person = await currentPerson()
  if (person) await (await database(person)).clear('cache')
}
