import { useState } from 'preact/hooks'
import { api, newKey } from '../../api/client'
import type { Agreement, BoundaryDraft } from '../../api/types'
import { navigate, route } from '../../router'
import { partner } from '../../stores'
import { Button } from '../../ui/Button'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { Form } from './Form'
import { t } from './i18n'
import { dayAfter, daysUntil, Review } from './Review'
import { BLANK } from './shapes'
import { settled, useBoundaries } from './useBoundaries'
import { useWriting } from './useWriting'
import { WordsFields } from './WordsFields'
import { them } from './who'

type Kind = BoundaryDraft['kind']

/** Something new for both, or a draft of it that was kept. */
export default function NewAgreement() {
  const { query } = route.value
  const about = query.get('draft')
  const { data, problem, reload } = useBoundaries()
  const draft = data?.drafts.find((one) => one.about === about)
  const kind: Kind = draft?.kind ?? (query.get('kind') === 'charter' ? 'charter' : 'agreement')
  const unknown = about && !data
  return (
    <Screen
      title={t(`boundaries.new.${kind}`)}
      top={<TopBar to="/us" />}
      lead={<p class="quiet">{t(`boundaries.new.${kind}.text`, { name: them() })}</p>}
      loading={Boolean(unknown && !problem)}
    >
      {unknown && problem && <Failure error={problem} again={reload} />}
      {!unknown && <Writing key={about} about={about} kind={kind} draft={draft} />}
    </Screen>
  )
}

interface Props {
  about: string | null
  kind: Kind
  draft: BoundaryDraft | undefined
}

function Writing({ about, kind, draft }: Props) {
  const title = kind === 'charter' ? t('boundaries.charter') : ''
  const first = {
    words: draft ? draft.words : { ...BLANK, title },
    days: daysUntil(draft?.review_on ?? null),
    shared: false,
  }
  const { written, begun, change, send, drop, busy, problem } = useWriting(
    `agreement/${about ?? `new/${kind}`}`,
    first,
  )
  const [fresh] = useState(newKey)
  if (!written) return null
  const { words, days } = written
  const review_on = dayAfter(days)
  const propose = async () => {
    const body = { kind, words, review_on, draft: about }
    let made: Agreement | undefined
    const done = await send(async (_, key) => {
      made = await api.post<Agreement>('/agreements', body, key)
    })
    if (!done || !made) return
    settled(made)
    toast(t('boundaries.done.proposed'))
    navigate(`/us/agreements/${made.id}`, { replace: true })
  }
  const keep = async () => {
    if (!(await send(() => api.put(`/drafts/${about ?? fresh}`, { kind, words, review_on })))) return
    toast(t('boundaries.draft.kept'))
    navigate('/us', { replace: true })
  }
  const letGo = async () => {
    if (about && !(await send(() => api.del(`/drafts/${about}`)))) return
    await drop()
    navigate('/us', { replace: true })
  }
  return (
    <Form
      words={words}
      action={t('boundaries.propose', { name: them() })}
      busy={busy}
      offline={Boolean(problem?.offline)}
      held={partner.value ? undefined : t('boundaries.nobody_yet')}
      needed={t(kind === 'charter' ? 'boundaries.charter.needed' : 'boundaries.needed')}
      onSend={propose}
      ways={
        <div class="row wrap ways">
          <Button look="soft" busy={busy} onClick={keep}>
            {t('boundaries.draft.keep')}
          </Button>
          {(begun || about) && (
            <Button look="soft" busy={busy} onClick={letGo}>
              {t('boundaries.draft.drop')}
            </Button>
          )}
        </div>
      }
    >
      <WordsFields words={words} kind={kind} onChange={(next) => change({ words: next })} />
      <Review days={days} onChange={(next) => change({ days: next })} />
    </Form>
  )
}
