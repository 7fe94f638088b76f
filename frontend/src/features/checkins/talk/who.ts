import type { Hue } from '../../../api/types'
import { t } from '../../../i18n'
import { myself, partner } from '../../../stores'
import { partnerName } from '../names'

/** Whose words they are, as a colour. */
export function hueOf(mine: boolean): Hue {
  const me = myself.value?.hue ?? 'clay'
  return mine ? me : me === 'clay' ? 'sage' : 'clay'
}

export function nameOf(mine: boolean): string {
  return mine ? t('reveal.you') : partner.value ? partnerName() : t('us.former')
}
