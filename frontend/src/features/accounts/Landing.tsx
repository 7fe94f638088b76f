import { t } from '../../i18n'
import { Link } from '../../router'
import { LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Mark } from '../../ui/Mark'
import { NotFor } from './NotFor'
import './accounts.css'

const promises = ['alone', 'sealed', 'quiet'] as const

export default function Landing() {
  return (
    <main class="screen landing">
      <div class="hero">
        <Mark size={72} pair />
        <p class="eyebrow">{t('landing.name')}</p>
        <h1 tabIndex={-1}>{t('landing.title')}</h1>
        <p class="quiet">{t('landing.lead')}</p>
      </div>
      <div class="stack tight">
        <LinkButton href="/sign-up" wide>
          {t('landing.begin')}
        </LinkButton>
        <LinkButton href="/sign-in" look="soft" wide>
          {t('landing.sign_in')}
        </LinkButton>
      </div>
      <Example />
      <ol class="promises">
        {promises.map((name) => (
          <li key={name}>
            <h2>{t(`landing.${name}.title`)}</h2>
            <p class="quiet">{t(`landing.${name}`)}</p>
          </li>
        ))}
      </ol>
      <NotFor />
      <p class="center small">
        <Link href="/join">{t('landing.have_code')}</Link>
      </p>
    </main>
  )
}

/** What it comes to: two answers, opened at the same moment. */
function Example() {
  return (
    <figure class="example">
      <Card hue="clay">
        <p class="small quiet">Ana</p>
        <p class="words">{t('landing.example.one')}</p>
      </Card>
      <Card hue="sage">
        <p class="small quiet">Ben</p>
        <p class="words">{t('landing.example.other')}</p>
      </Card>
      <figcaption class="small quiet center">{t('landing.example')}</figcaption>
    </figure>
  )
}
