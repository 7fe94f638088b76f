import type { Value } from '../../api/types'
import { t } from '../../i18n'

/** A kind word about "you always" and "you never": thought of on the phone, kept nowhere, in nobody's way. */
export function hintFor(value: Value | undefined): string | undefined {
  const words = wordsIn(value).toLowerCase()
  const hard = t('checkin.hint.hard').split('|')
  return words && hard.some((phrase) => words.includes(phrase)) ? t('checkin.hint') : undefined
}

function wordsIn(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return ''
  return Object.values(value)
    .filter((part) => typeof part === 'string')
    .join(' ')
}
