import { Field, TextArea } from '../../ui/Field'
import { t } from './i18n'
import { LIMIT, SAYING, type Words } from './shapes'

interface Props {
  words: Words
  /** Whose words these become: an example of each part goes with it. */
  kind: 'agreement' | 'charter' | 'limit'
  onChange: (words: Words) => void
}

/** The charter is one text under one title; everything else has its parts, of which most may stay empty. */
export function WordsFields({ words, kind, onChange }: Props) {
  const put = (part: keyof Words) => (text: string) => onChange({ ...words, [part]: text })
  if (kind === 'charter')
    return (
      <TextArea
        label={t('boundaries.charter.text')}
        help={t('boundaries.charter.help')}
        placeholder={t('boundaries.charter.example')}
        limit={LIMIT.text}
        value={words.welcome}
        onChange={put('welcome')}
      />
    )
  return (
    <>
      <Field
        label={t('boundaries.title')}
        placeholder={t(`boundaries.example.${kind}.title`)}
        maxLength={LIMIT.title}
        value={words.title}
        onChange={put('title')}
      />
      {SAYING.map((part) => (
        <TextArea
          key={part}
          short
          label={t(`boundaries.${part}`)}
          help={part === 'why' ? t('boundaries.why.help') : undefined}
          placeholder={part === 'why' ? '' : t(`boundaries.example.${kind}.${part}`)}
          limit={LIMIT.text}
          value={words[part]}
          onChange={put(part)}
        />
      ))}
    </>
  )
}
