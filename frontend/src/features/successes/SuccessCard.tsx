import type { Success } from '../../api/types'
import { maybe, t } from '../../i18n'
import { Link } from '../../router'
import { ago, sentence } from '../../ui/when'
import { milestoneName, pictureOf, standing } from './words'

/** A success as it is read in a list; it opens with a tap. */
export function SuccessCard({ success }: { success: Success }) {
  const { id, words, author, together, milestone, happened_on, picture, reaction } = success
  return (
    <li>
      <Link class={`card success ${together ? '' : author.hue}`} href={`/successes/${id}`}>
        {picture && <Photo success={success} />}
        {milestone && <p class="small milestone">{milestoneName(milestone)}</p>}
        <p class="words">{words}</p>
        <p class="small quiet">
          {sentence(ago(happened_on))} · {standing(success)}
        </p>
        {reaction && <p class="small quiet">{maybe(`success.reaction.${reaction}`)}</p>}
      </Link>
    </li>
  )
}

/** Its place is kept free until it is there. */
export function Photo({ success }: { success: Success }) {
  const { picture } = success
  if (!picture) return null
  return (
    <img
      class="picture"
      src={pictureOf(success)}
      alt={t('success.picture')}
      width={picture.width}
      height={picture.height}
      loading="lazy"
    />
  )
}
