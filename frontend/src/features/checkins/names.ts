import { maybe, t } from '../../i18n'
import { partner } from '../../stores'

/** "weekly", inside a sentence. */
export function nameOf(summary: { template: string; title?: string }): string {
  return maybe(`checkin.name.${summary.template}`) ?? summary.title ?? summary.template
}

export function partnerName(): string {
  return partner.value?.name ?? t('checkin.partner')
}
