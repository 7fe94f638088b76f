/** Words that touch how free somebody is. Looked for on this phone alone; nothing is kept, told or held up. */
export type Lists = Readonly<Record<string, readonly string[]>>

const WORD = /[\p{L}\p{M}\p{N}]+/gu

/** The subjects that a text touches. `phone*` is every word that begins so. */
export function touches(text: string, lists: Lists): string[] {
  const words: string[] = text.toLocaleLowerCase().match(WORD) ?? []
  const meant = (wanted: string) =>
    wanted.endsWith('*') ? words.some((word) => word.startsWith(wanted.slice(0, -1))) : words.includes(wanted)
  return Object.keys(lists).filter((subject) => lists[subject]?.some(meant))
}
