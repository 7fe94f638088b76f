import { useResource } from '../../api/resource'
import type { Member, Promises, SmallPromise } from '../../api/types'
import { t } from '../../i18n'
import { myself, partner } from '../../stores'
import { Avatar } from '../../ui/Avatar'
import { LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Row, Rows } from '../../ui/Rows'
import { Lines } from './Lines'

const MOST = 3

/** Small promises on Us: mine first, then the other's, a few of each. */
export function SmallPromises() {
  const { data } = useResource<Promises>('/promises')
  if (!data) return null
  const { open, past } = data
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('promise.title')}</h2>
      {open.length === 0 && <Teaching />}
      <Side member={myself.value} promises={open.filter((one) => one.mine).slice(0, MOST)} />
      <Side member={partner.value} promises={open.filter((one) => !one.mine).slice(0, MOST)} />
      {open.length + past.length > 0 && (
        <Rows>
          {open.length > 0 && <Row icon="plus" label={t('promise.make')} href="/promises/new" />}
          <Row icon="check" label={t('promise.all')} href="/promises" />
        </Rows>
      )}
    </section>
  )
}

function Teaching() {
  return (
    <Card>
      <p class="quiet">{t('promise.none')}</p>
      <LinkButton look="outline" href="/promises/new">
        {t('promise.make')}
      </LinkButton>
    </Card>
  )
}

export function Side({
  member,
  promises,
}: {
  member: Member | undefined
  promises: readonly SmallPromise[]
}) {
  if (!member || !promises.length) return null
  const name = member.is_me ? t('promise.you') : member.name
  return (
    <Card hue={member.hue}>
      <h3 class="row who">
        <Avatar name={member.name} hue={member.hue} />
        {name}
      </h3>
      <Lines label={name} promises={promises} />
    </Card>
  )
}
