import type { Success } from '../../api/types'
import { maybe, t } from '../../i18n'
import { partner } from '../../stores'
import { calledBy } from '../spaces/called'

export type Sharing = Success['sharing']
export type Milestone = NonNullable<Success['milestone']>

export const MILESTONES: readonly Milestone[] = [
  'used_a_pause',
  'declined_kindly',
  'said_a_need',
  'came_back',
  'talked_to_someone',
  'listened',
]

export const milestoneName = (milestone: string) => maybe(`success.milestone.${milestone}`) ?? milestone

/** How the other is called in a sentence. */
export const otherName = () => (partner.value ? calledBy(partner.value) : t('checkin.partner'))

/** Whose it is, in a few words. */
export function standing({ sharing, together, author }: Success): string {
  if (sharing === 'private') return t('success.standing.private')
  if (together) return t('success.standing.together')
  if (author.is_me) return t(sharing === 'joint' ? 'success.standing.offered' : 'success.standing.shared')
  return t('success.standing.from', { name: calledBy(author) })
}

export const pictureOf = ({ id, picture }: Pick<Success, 'id' | 'picture'>) =>
  // What follows # is not sent: another picture is another address, so that the old one is not shown again.
  `/api/v1/successes/${id}/picture#${picture?.id}`
