import type { QuestionOptions } from '../../../api/types'
import { t } from '../../../i18n'
import { TextArea } from '../../../ui/Field'

interface Props {
  options: QuestionOptions['appreciation']
  value: string[] | undefined
  onChange: (value: string[]) => void
}

/** A new line appears under the last one that has words. */
export function Appreciations({ options: { items, limit }, value = [], onChange }: Props) {
  const lines = value.length < items && (value.at(-1) ?? 'x').trim() ? [...value, ''] : value
  const write = (at: number, words: string) => {
    const next = lines.map((line, i) => (i === at ? words : line))
    while (next.length && !next.at(-1)?.trim()) next.pop()
    onChange(next)
  }
  return (
    <>
      {lines.map((line, i) => (
        <TextArea
          key={i}
          bare
          short
          label={t('checkin.appreciation.label', { number: i + 1 })}
          placeholder={t(i ? 'checkin.appreciation.more' : 'checkin.appreciation.first')}
          limit={limit}
          value={line}
          onChange={(words) => write(i, words)}
        />
      ))}
    </>
  )
}
