import { signal } from '@preact/signals'
import type { Problem } from '../api/client'
import type { Answer } from '../api/types'

/** A check-in that is being written on this phone. */
export interface Draft {
  answers: Answer[]
  /** The question that was on the screen. */
  step: number
}

export type JobState = { is: 'waiting' } | { is: 'signed_out' } | { is: 'refused'; problem: Problem }

/** How many check-ins wait on this phone to be sent. */
export const pending = signal(0)
/** By check-in id; a check-in that is not in here has nothing waiting. */
export const outboxState = signal<ReadonlyMap<string, JobState>>(new Map())

export async function loadDraft(_checkIn: string): Promise<Draft | undefined> {
  return undefined
}

export async function saveDraft(_checkIn: string, _draft: Draft): Promise<void> {}

export async function dropDraft(_checkIn: string): Promise<void> {}

/** Moves the draft into the outbox in one transaction and starts to send. Resolves when it is safe on the phone. */
export async function sendDraft(_checkIn: string, _body: { answers: Answer[] }): Promise<void> {}

/** Tries a refused sending again. */
export async function retry(_checkIn: string): Promise<void> {}

/** Turns a waiting or refused sending back into a draft. */
export async function edit(_checkIn: string): Promise<void> {}
