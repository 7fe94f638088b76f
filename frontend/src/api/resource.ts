import { type Signal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { recall, remember } from '../offline/cache'
import { api, Problem } from './client'

export interface Resource<T> {
  data: T | undefined
  /** Why the last try failed; `data`, when there is any, is then what this phone remembers. */
  problem: Problem | undefined
}

const known = new Map<string, Signal<Resource<unknown>>>()

function place<T>(path: string): Signal<Resource<T>> {
  let found = known.get(path)
  if (!found) {
    found = signal<Resource<unknown>>({ data: undefined, problem: undefined })
    known.set(path, found)
  }
  return found as Signal<Resource<T>>
}

/** Shows what is remembered at once and asks the server meanwhile, so that screens open without a network. */
export function useResource<T>(path: string) {
  useEffect(() => void load<T>(path), [path])
  return { ...place<T>(path).value, reload: () => load<T>(path), set: (data: T) => keep(path, data) }
}

/** What a screen has learnt of a path already; whoever reads it is drawn anew when there is more. */
export function kept<T>(path: string): T | undefined {
  return place<T>(path).value.data
}

/** How often an answer to something else has told us what is at a path. */
const told = new Map<string, number>()

/** Puts in place what an answer of the server already told us. It is newer than what was asked before it. */
export function keep<T>(path: string, data: T): void {
  told.set(path, (told.get(path) ?? 0) + 1)
  put(path, data)
}

/** Puts in place what was asked for, unless something newer was told meanwhile. */
export async function take<T>(path: string, asked: Promise<T | undefined>): Promise<void> {
  const before = told.get(path)
  const data = await asked
  if (data !== undefined && told.get(path) === before) put(path, data)
}

function put<T>(path: string, data: T): void {
  place<T>(path).value = { data, problem: undefined }
  void remember(path, data)
}

/** Asks again for something that a screen is showing or has shown. */
export function refresh(path: string): void {
  if (known.has(path)) void load(path)
}

export function forgetAll(): void {
  known.clear()
}

async function load<T>(path: string): Promise<void> {
  const here = place<T>(path)
  const before = told.get(path)
  const asked = api.get<T>(path)
  if (here.peek().data === undefined) {
    // Memory may only speak before the server does, or when the server cannot be reached.
    const settled = asked.then(
      () => undefined,
      () => recall<T>(path),
    )
    const old = await Promise.race([recall<T>(path), settled])
    if (old !== undefined && here.peek().data === undefined) here.value = { data: old, problem: undefined }
  }
  try {
    const data = await asked
    if (told.get(path) === before) put(path, data)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    here.value = { data: here.peek().data, problem: error }
  }
}
