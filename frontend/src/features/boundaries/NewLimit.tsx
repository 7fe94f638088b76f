import { api } from '../../api/client'
import type { Limit } from '../../api/types'
import { navigate } from '../../router'
import { partner } from '../../stores'
import { Screen, TopBar } from '../../ui/Screen'
import { Switch } from '../../ui/Switch'
import { Form } from './Form'
import { t } from './i18n'
import { USUAL } from './Review'
import { BLANK } from './shapes'
import { limited } from './useBoundaries'
import { useWriting } from './useWriting'
import { WordsFields } from './WordsFields'
import { them } from './who'

/** A limit of one's own. Nobody has to agree. */
export default function NewLimit() {
  const first = { words: BLANK, days: USUAL, shared: false }
  const { written, change, send, busy, problem } = useWriting('limit/new', first)
  const keep = async () => {
    let made: Limit | undefined
    const done = await send(async ({ words, shared }, key) => {
      made = await api.post<Limit>('/limits', { words, shared }, key)
    })
    if (!done || !made) return
    limited(made)
    navigate(`/us/limits/${made.id}`, { replace: true })
  }
  return (
    <Screen
      title={t('boundaries.new.limit')}
      top={<TopBar to="/us" />}
      lead={<p class="quiet">{t('boundaries.new.limit.text')}</p>}
    >
      {written && (
        <Form
          words={written.words}
          action={t('boundaries.limit.keep')}
          busy={busy}
          offline={Boolean(problem?.offline)}
          onSend={keep}
        >
          <WordsFields words={written.words} kind="limit" onChange={(words) => change({ words })} />
          {partner.value && (
            <Switch
              label={t('boundaries.limit.shared', { name: them() })}
              help={t('boundaries.limit.shared.help')}
              checked={written.shared}
              onChange={(shared) => change({ shared })}
            />
          )}
        </Form>
      )}
    </Screen>
  )
}
