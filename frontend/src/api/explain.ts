import { maybe, t } from '../i18n'
import { Problem } from './client'

/** One kind sentence for a person, whatever was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return t('errors.unknown')
  return maybe(`errors.${error.code}`) ?? error.body.detail ?? t('errors.unknown')
}
