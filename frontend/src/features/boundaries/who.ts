import type { Hue } from '../../api/types'
import { space } from '../../stores'
import { calledBy } from '../spaces/called'
import { t } from './i18n'

const other = () => space.value?.members.find((member) => !member.is_me)

/** The other's name; whoever has left has none here any more. */
export function them(): string {
  const member = other()
  return member ? calledBy(member) : t('checkin.partner')
}

export function hueOf(byMe: boolean): Hue | undefined {
  return byMe ? space.value?.members.find((member) => member.is_me)?.hue : other()?.hue
}
