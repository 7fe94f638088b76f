import { diff, type Run, shortened } from './diff'
import { t } from './i18n'
import { changed, type Part, SAYING, type Words } from './shapes'
import './boundaries.css'

/** All it says, part by part. The charter is one text and needs no names for its parts. */
export function Said({ words, plain = false }: { words: Words; plain?: boolean }) {
  const parts = SAYING.filter((part) => words[part])
  return (
    <dl class="said">
      {parts.map((part) => (
        <div key={part}>
          <dt class={plain && part === 'welcome' ? 'hidden-words' : 'small quiet'}>{nameOf(part)}</dt>
          <dd class="words">{words[part]}</dd>
        </div>
      ))}
    </dl>
  )
}

const nameOf = (part: Part) => t(`boundaries.${part}`)

/** "adds to “Welcome”", or which parts it changes. */
export function whatChanges(before: Words, after: Words): string {
  const parts = changed(before, after)
  const [only] = parts
  if (!only) return t('boundaries.change.same')
  if (parts.length > 1) return t('boundaries.change.several', { count: parts.length })
  const removes = diff(before[only], after[only]).some((run) => run.is === 'removed')
  return t(removes ? 'boundaries.change.one' : 'boundaries.change.adds', { part: nameOf(only) })
}

/** Only what differs, as one text: new words are marked, old ones struck through; both are also said. */
export function Changes({ before, after }: { before: Words; after: Words }) {
  const parts = changed(before, after)
  if (!parts.length) return null
  return (
    <dl class="said">
      {parts.map((part) => (
        <div key={part}>
          <dt class={parts.length > 1 ? 'small quiet' : 'hidden-words'}>{nameOf(part)}</dt>
          <dd class="words">
            <Difference before={before[part]} after={after[part]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Difference({ before, after }: { before: string; after: string }) {
  return (
    <>
      {diff(before, after).map((run, place) => (
        <One key={place} {...run} />
      ))}
    </>
  )
}

function One({ is, words }: Run) {
  if (is === 'same') return <span>{shortened(words)}</span>
  const Mark = is === 'added' ? 'ins' : 'del'
  return (
    <>
      <span class="hidden-words"> {t(`boundaries.difference.${is}`)} </span>
      <Mark>{words.trimEnd()}</Mark>
      <span class="hidden-words"> {t('boundaries.difference.end')} </span>
      {words.slice(words.trimEnd().length)}
    </>
  )
}
