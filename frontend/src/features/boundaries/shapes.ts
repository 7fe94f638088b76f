import type { AgreementWords } from '../../api/types'

export type Words = AgreementWords
export type Part = keyof Words

/** In the order in which they are read. */
export const SAYING = ['welcome', 'not_welcome', 'what_i_do', 'why'] as const satisfies readonly Part[]
export const LIMIT = { title: 80, text: 1000 }
export const BLANK: Words = {
  title: '',
  welcome: '',
  not_welcome: '',
  what_i_do: '',
  why: '',
}

/** Whether it says enough to be proposed. */
export function isSayable(words: Words): boolean {
  const says = words.welcome + words.not_welcome + words.what_i_do
  return Boolean(words.title.trim() && says.trim())
}

export const isBlank = (words: Words) => !Object.values(words).join('').trim()

/** The parts in which two ways of saying it differ. */
export function changed(before: Words, after: Words): Part[] {
  return (Object.keys(BLANK) as Part[]).filter((part) => before[part].trim() !== after[part].trim())
}
