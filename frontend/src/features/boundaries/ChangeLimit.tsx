import { api } from '../../api/client'
import { useResource } from '../../api/resource'
import type { Limit } from '../../api/types'
import { navigate, route } from '../../router'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { Form } from './Form'
import { t } from './i18n'
import { USUAL } from './Review'
import { BLANK } from './shapes'
import { limited, limitPath } from './useBoundaries'
import { useWriting } from './useWriting'
import { WordsFields } from './WordsFields'
import { them } from './who'

/** The same limit in other words. */
export default function ChangeLimit() {
  const id = route.value.params.id ?? ''
  const { data, problem, reload } = useResource<Limit>(limitPath(id))
  return (
    <Screen
      title={t('boundaries.limit.reword')}
      top={<TopBar to={`/us/limits/${id}`} />}
      lead={data?.shared && <p class="quiet">{t('boundaries.limit.reword.told', { name: them() })}</p>}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={reload} />}
      {data && <Writing limit={data} />}
    </Screen>
  )
}

function Writing({ limit: { id, wordings } }: { limit: Limit }) {
  const first = { words: wordings[0]?.words ?? BLANK, days: USUAL, shared: false }
  const { written, change, send, busy, problem } = useWriting(`limit/${id}`, first)
  if (!written) return null
  const keep = async () => {
    const done = await send(async ({ words }, key) =>
      limited(await api.post<Limit>(`${limitPath(id)}/wordings`, { words }, key)),
    )
    if (done) navigate(`/us/limits/${id}`, { replace: true })
  }
  return (
    <Form
      words={written.words}
      action={t('ui.save')}
      busy={busy}
      offline={Boolean(problem?.offline)}
      onSend={keep}
    >
      <WordsFields words={written.words} kind="limit" onChange={(words) => change({ words })} />
    </Form>
  )
}
