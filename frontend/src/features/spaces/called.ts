import type { Member } from '../../api/types'
import { t } from '../../i18n'

/** Whoever has left has no name here any more. */
export const calledBy = (member: Member) => (member.former ? t('us.former') : member.name)
