import type { TimelineItem } from '../../api/types'
import { t } from '../../i18n'
import { Link } from '../../router'
import { about, dayName, headline, linkOf, note } from './telling'

/** One thing that happened. Its dot has the hue of whose words they are, or is both people's. */
export function Event({ item, id }: { item: TimelineItem; id?: string }) {
  const href = linkOf(item)
  const { name, more } = about(item)
  const aside = note(item)
  const picture = item.told?.picture_id
  const words = (
    <>
      <span class="grow">
        <h3>{headline(item)}</h3>
        {(name || more) && (
          <p class="about">
            {name && <span>{name && more ? t('timeline.about', { name }) : name}</span>}
            {more && <span class={name ? 'quiet' : ''}>{name ? ` ${more}` : more}</span>}
          </p>
        )}
        <p class="small quiet">
          <time dateTime={item.on}>{dayName(item.on)}</time>
          {aside && t('timeline.aside', { note: aside })}
        </p>
      </span>
      {picture && (
        <img
          class="thumb"
          src={`/api/v1/successes/${picture}/picture`}
          alt=""
          loading="lazy"
          width="64"
          height="64"
        />
      )}
    </>
  )
  const look = `event ${item.told?.hue ?? ''} ${item.detail.template === 'daily' ? 'small-one' : ''}`
  return (
    <li id={id}>
      {href ? (
        <Link class={look} href={href}>
          {words}
        </Link>
      ) : (
        <div class={look}>{words}</div>
      )}
    </li>
  )
}
