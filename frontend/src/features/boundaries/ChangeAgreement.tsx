import { api } from '../../api/client'
import { refresh, useResource } from '../../api/resource'
import type { Agreement, BoundaryDraft } from '../../api/types'
import { navigate, route } from '../../router'
import { Button } from '../../ui/Button'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { shown } from './AgreementPage'
import { Form } from './Form'
import { t } from './i18n'
import { dayAfter, daysUntil, Review } from './Review'
import { Changes } from './Said'
import { BLANK, changed } from './shapes'
import { agreementPath, settled, useBoundaries } from './useBoundaries'
import { useWriting } from './useWriting'
import { WordsFields } from './WordsFields'
import { hueOf, them } from './who'

/** Other words for something that is there: a change, a counter, or a second thought. */
export default function ChangeAgreement() {
  const id = route.value.params.id ?? ''
  const { data, problem, reload } = useResource<Agreement>(agreementPath(id))
  const { data: all, problem: none } = useBoundaries()
  const draft = all?.drafts.find((one) => one.about === id)
  const how = !data?.open ? 'change' : data.by_me ? 'rewrite' : 'counter'
  return (
    <Screen
      title={t(`boundaries.write.${how}`)}
      eyebrow={data?.title}
      top={<TopBar to={`/us/agreements/${id}`} />}
      lead={<p class="quiet">{t(`boundaries.write.${how}.text`, { name: them() })}</p>}
      loading={!(data && (all || none)) && !problem}
    >
      {!data && problem && <Failure error={problem} again={reload} />}
      {data && (all || none) && <Writing agreement={data} draft={draft} />}
    </Screen>
  )
}

/** One starts from what was said last: the open words, when there are some, else those that hold. */
function Writing({ agreement, draft }: { agreement: Agreement; draft: BoundaryDraft | undefined }) {
  const { id, kind, open } = agreement
  const held = shown(agreement)
  const openOne = agreement.versions.find((one) => one.id === open)
  const base = (openOne ?? held)?.words ?? BLANK
  const first = {
    words: draft ? draft.words : base,
    days: daysUntil(draft?.review_on ?? null),
    shared: false,
  }
  const { written, begun, change, send, drop, busy, problem } = useWriting(`agreement/${id}`, first)
  if (!written) return null
  const { words, days } = written
  const review_on = dayAfter(days)
  const back = () => navigate(`/us/agreements/${id}`, { replace: true })
  const propose = async () => {
    const body = { words, review_on, instead_of: open }
    const done = await send(async (_, key) =>
      settled(await api.post<Agreement>(`/agreements/${id}/versions`, body, key)),
    )
    if (!done) return refresh(agreementPath(id))
    toast(t('boundaries.done.proposed'))
    back()
  }
  const keep = async () => {
    if (!(await send(() => api.put(`/drafts/${id}`, { kind, words, review_on })))) return
    refresh('/boundaries')
    toast(t('boundaries.draft.kept'))
    back()
  }
  const letGo = async () => {
    if (draft && !(await send(() => api.del(`/drafts/${id}`)))) return
    await drop()
    refresh('/boundaries')
    back()
  }
  return (
    <Form
      words={words}
      action={t('boundaries.propose', { name: them() })}
      busy={busy}
      offline={Boolean(problem?.offline)}
      held={changed(base, words).length || !openOne ? undefined : t('boundaries.not_changed')}
      onSend={propose}
      ways={
        <div class="row wrap ways">
          <Button look="soft" busy={busy} onClick={keep}>
            {t('boundaries.draft.keep')}
          </Button>
          {(begun || draft) && (
            <Button look="soft" busy={busy} onClick={letGo}>
              {t('boundaries.draft.drop')}
            </Button>
          )}
        </div>
      }
    >
      {openOne && held && openOne !== held && (
        <section class={`proposal ${hueOf(openOne.by_me) ?? ''}`}>
          <p class="small quiet">
            {t(`boundaries.proposal.${openOne.by_me ? 'mine' : 'theirs'}.change`, { name: them() })}
          </p>
          <Changes before={held.words} after={openOne.words} />
        </section>
      )}
      <WordsFields words={words} kind={kind} onChange={(next) => change({ words: next })} />
      <Review days={days} onChange={(next) => change({ days: next })} />
    </Form>
  )
}
