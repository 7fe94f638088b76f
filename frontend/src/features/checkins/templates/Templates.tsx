import { api, Problem } from '../../../api/client'
import { explain } from '../../../api/explain'
import { keep, useResource } from '../../../api/resource'
import type { OwnTemplate, Template } from '../../../api/types'
import { maybe, t } from '../../../i18n'
import { LinkButton } from '../../../ui/Button'
import { Empty, Failure } from '../../../ui/Empty'
import { Row, Rows } from '../../../ui/Rows'
import { Screen, TopBar } from '../../../ui/Screen'
import { toast } from '../../../ui/Toast'
import { inWords, sentence } from '../../../ui/when'
import { Files } from './Files'
import { canWrite, OWN, useOwn } from './own'

export default function Templates() {
  const { all, offered, problem, reload } = useOwn()
  const away = all?.filter((one) => one.put_away) ?? []
  const closed = !canWrite()
  return (
    <Screen
      title={t('own.title')}
      top={<TopBar to="/us" />}
      loading={!all && !problem}
      lead={<p class="quiet">{t(closed ? 'own.lead.closed' : 'own.lead')}</p>}
    >
      {!all && problem && <Failure error={problem} again={() => void reload()} />}
      {all && !offered.length && <Empty title={t('own.empty.title')} text={t('own.empty.text')} />}
      {offered.length > 0 && (
        <div class="card">
          <Rows label={t('own.title')}>
            {offered.map((one) => (
              <Row
                key={one.slug}
                label={one.title}
                help={sizeOf(one)}
                {...(closed ? {} : { href: `/templates/${one.slug}` })}
              />
            ))}
          </Rows>
        </div>
      )}
      {all && !closed && (
        <>
          <LinkButton look={offered.length ? 'outline' : 'primary'} href="/templates/new">
            {t('own.new')}
          </LinkButton>
          <ToCopy />
        </>
      )}
      {away.length > 0 && !closed && <PutAway templates={away} />}
      {all && <Files offered={offered} closed={closed} />}
    </Screen>
  )
}

/** "Seven questions, about fifteen minutes" */
export function sizeOf({ questions, minutes }: Pick<Template, 'questions' | 'minutes'>): string {
  const count = questions.length
  return sentence(t('own.size', { count, questions: inWords(count), minutes: inWords(minutes) }))
}

function ToCopy() {
  const { data } = useResource<Template[]>('/templates')
  if (!data) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('own.copy')}</h2>
      <Rows>
        {data.map((one) => (
          <Row
            key={one.slug}
            label={maybe(`nav.start.${one.slug}`) ?? one.title}
            help={sizeOf(one)}
            href={`/templates/new?from=${one.slug}`}
          />
        ))}
      </Rows>
    </section>
  )
}

function PutAway({ templates }: { templates: readonly OwnTemplate[] }) {
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('own.away')}</h2>
      <Rows>
        {templates.map((one) => (
          <Row
            key={one.slug}
            icon="undo"
            label={one.title}
            help={t('own.away.back')}
            onClick={() => void bringBack(one)}
          />
        ))}
      </Rows>
    </section>
  )
}

export async function bringBack({ slug, title }: OwnTemplate): Promise<void> {
  try {
    await api.del(`${OWN}/${slug}/put-away`)
    await lookAnew()
    toast(t('own.back', { title }))
  } catch (error) {
    toast(explain(error))
  }
}

/** Puts one away, and offers to bring it back. */
export async function putAway(template: OwnTemplate): Promise<boolean> {
  try {
    await api.put(`${OWN}/${template.slug}/put-away`)
    await lookAnew()
  } catch (error) {
    toast(explain(error))
    return false
  }
  toast(t('own.put_away.done', { title: template.title }), () => void bringBack(template))
  return true
}

export async function lookAnew(): Promise<void> {
  await api.get<OwnTemplate[]>(OWN).then(
    (found) => keep(OWN, found),
    (error) => {
      if (!(error instanceof Problem)) throw error
    },
  )
}
