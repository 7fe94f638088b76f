import { computed, signal } from '@preact/signals'
import { api, Problem } from './api/client'
import type { Member, Person, Space } from './api/types'

/** undefined: not known yet · null: signed out (me), no space yet (space) */
export const me = signal<Person | null | undefined>(undefined)
export const space = signal<Space | null | undefined>(undefined)

const members = computed<readonly Member[]>(() => space.value?.members ?? [])
export const myself = computed(() => members.value.find((member) => member.is_me))
/** The one who is here too; whoever has left is nobody's partner any more. */
export const partner = computed(() => members.value.find((member) => !member.is_me && !member.former))

export async function loadMe(): Promise<Person | null> {
  try {
    me.value = await api.get<Person>('/me')
  } catch (error) {
    if (!(error instanceof Problem && error.signedOut)) throw error
    me.value = null
    space.value = undefined
  }
  return me.value ?? null
}

export async function loadSpace(): Promise<Space | null> {
  try {
    space.value = await api.get<Space>('/space')
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'no_space')) throw error
    space.value = null
  }
  return space.value ?? null
}
