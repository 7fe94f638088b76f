import { type Signal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { remember, remembered } from '../offline/cache'
import { api, Problem } from './client'

export interface Resource<T> {
  data: T | undefined
  /** The last try failed; with `data` it is what this phone remembers. */
  problem: Problem | undefined
}

const known = new Map<string, Signal<Resource<unknown>>>()

function slot<T>(path: string): Signal<Resource<T>> {
  let found = known.get(path)
  if (!found) {
    found = signal<Resource<unknown>>({ data: undefined, problem: undefined })
    known.set(path, found)
  }
  return found as Signal<Resource<T>>
}

/** Shows what is remembered at once and asks the server meanwhile, so that screens open without a network. */
export function useResource<T>(path: string): Resource<T> & { reload: () => Promise<void> } {
  const reload = () => load<T>(path)
  useEffect(() => void load<T>(path), [path])
  return { ...slot<T>(path).value, reload }
}

/** Puts in place what an answer of the server already told us. */
export function keep<T>(path: string, data: T): void {
  slot<T>(path).value = { data, problem: undefined }
  void remember(path, data)
}

/** Asks again for something that a screen is showing or has shown. */
export function refresh(path: string): void {
  if (known.has(path)) void load(path)
}

export function forgetResources(): void {
  known.clear()
}

async function load<T>(path: string): Promise<void> {
  const place = slot<T>(path)
  const fetched = api.get<T>(path)
  if (place.peek().data === undefined) {
    const old = await Promise.race([
      remembered<T>(path),
      fetched.then(() => undefined).catch(() => remembered<T>(path)),
    ])
    if (old !== undefined && place.peek().data === undefined) place.value = { data: old, problem: undefined }
  }
  try {
    keep(path, await fetched)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    place.value = { data: place.peek().data, problem: error }
  }
}
