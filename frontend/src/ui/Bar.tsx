import { t } from '../i18n'
import { Link, route } from '../router'
import { Icon, type IconName } from './Icon'

type Place = 'today' | 'timeline' | 'us' | 'me'

const icons: Record<Place, IconName> = { today: 'home', timeline: 'timeline', us: 'us', me: 'me' }

function Way({ to }: { to: Place }) {
  const here = route.value.def?.tab === to
  return (
    <li>
      <Link href={`/${to}`} aria-current={here ? 'page' : undefined}>
        <Icon name={icons[to]} />
        {t(`nav.${to}`)}
      </Link>
    </li>
  )
}

export function Bar({ onStart }: { onStart: () => void }) {
  return (
    <nav class="bar" aria-label={t('nav.main')}>
      <ul>
        <Way to="today" />
        <Way to="timeline" />
        <li>
          <button type="button" aria-label={t('nav.start')} aria-haspopup="dialog" onClick={onStart}>
            <span class="plus">
              <Icon name="plus" />
            </span>
          </button>
        </li>
        <Way to="us" />
        <Way to="me" />
      </ul>
    </nav>
  )
}
