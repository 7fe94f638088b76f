/** What changed between two texts, word by word, so that it can be read as one text. */
export interface Run {
  is: 'same' | 'added' | 'removed'
  words: string
}

/** Words, and signs between them, with the space behind; a letter of a script without spaces is a word, too. */
const PIECE = /(?:[\u3040-\u30ff\u3400-\u9fff]|[\p{L}\p{M}\p{N}'’-]+|[^\p{L}\p{M}\p{N}\s])\s*|\s+/gu
const pieces = (text: string): string[] => text.match(PIECE) ?? []
const bare = (word: string | undefined) => word?.trim()

/** The longest common sequence of words: how long it is from each pair of places on. */
function lengths(from: readonly string[], to: readonly string[]): number[][] {
  const table = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0))
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const row = table[i] as number[]
      const below = table[i + 1] as number[]
      row[j] =
        bare(from[i]) === bare(to[j])
          ? (below[j + 1] as number) + 1
          : Math.max(below[j] as number, row[j + 1] as number)
    }
  }
  return table
}

export function diff(before: string, after: string): Run[] {
  const from = pieces(before)
  const to = pieces(after)
  const table = lengths(from, to)
  const runs: Run[] = []
  const say = (is: Run['is'], word: string) => {
    const last = runs.at(-1)
    if (last?.is === is) last.words += word
    else runs.push({ is, words: word })
  }
  let [i, j] = [0, 0]
  while (i < from.length || j < to.length) {
    const [old, fresh] = [from[i], to[j]]
    if (old !== undefined && fresh !== undefined && bare(old) === bare(fresh)) {
      say('same', fresh)
      i += 1
      j += 1
    } else if (old !== undefined && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0) && i < from.length) {
      say('removed', old)
      i += 1
    } else {
      say('added', fresh ?? '')
      j += 1
    }
  }
  return runs
}

/** A long stretch in which nothing changed, without its middle. */
export function shortened(words: string, keep = 4): string {
  const all = pieces(words)
  if (all.length <= 3 * keep) return words
  return `${all.slice(0, keep).join('').trimEnd()} … ${all.slice(-keep).join('')}`
}
