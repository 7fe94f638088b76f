import { maybe, t } from '../../i18n'
import { partner } from '../../stores'
import { titleOf } from './templates/own'

/** "weekly", inside a sentence. What two have named themselves stands as they wrote it. */
export function nameOf(summary: { template: string; title?: string }): string {
  return maybe(`checkin.name.${summary.template}`) ?? (summary.title || titleOf(summary.template))
}

export function partnerName(): string {
  return partner.value?.name ?? t('checkin.partner')
}
