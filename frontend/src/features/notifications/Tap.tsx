import { useLayoutEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { t } from '../../i18n'
import { navigate, route } from '../../router'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Mark } from '../../ui/Mark'
import { Screen } from '../../ui/Screen'

/** The letter's links lead here. Nothing happens until somebody taps: mail programs open links by themselves. */
export default function Tap() {
  const arrived = route.value.hash
  const [token, setToken] = useState(arrived)
  useLayoutEffect(() => {
    if (!arrived) return
    setToken(arrived)
    navigate('/tap', { replace: true })
  }, [arrived])
  return <One key={token} token={token} />
}

function One({ token }: { token: string }) {
  const [said, say] = useState<'done' | 'over'>()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const action = actionOf(token)
  const go = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await api.post('/taps', { token })
      say('done')
    } catch (error) {
      if (error instanceof Problem && error.status === 410) say('over')
      else setProblem(error)
    }
    setBusy(false)
  }
  if (!action || said === 'over') return <Over />
  return (
    <Screen title={t(said ? 'tap.done' : `tap.${action}.title`)} top={<Mark />} step={said ?? ''}>
      <Card>
        <p class="quiet" role="status">
          {t(said ? `tap.${action}.done` : `tap.${action}`)}
        </p>
        {!said && (
          <Button wide busy={busy} onClick={() => void go()}>
            {t(`tap.${action}.go`)}
          </Button>
        )}
        {Boolean(problem) && (
          <p class="problem" role="alert">
            {explain(problem)}
          </p>
        )}
      </Card>
      {said && (
        <LinkButton look="soft" wide href="/today">
          {t('tap.open')}
        </LinkButton>
      )}
    </Screen>
  )
}

const actions = ['later', 'skip', 'off'] as const
type Action = (typeof actions)[number]
/** After the 16 bytes that say which message; only the server can tell whether it is genuine. */
const WHERE = 16

/** A link says what it does before it does it. */
function actionOf(token: string): Action | undefined {
  try {
    const said = atob(token.replaceAll('-', '+').replaceAll('_', '/'))
    return actions[said.charCodeAt(WHERE) - 1]
  } catch {
    return undefined
  }
}

/** Used, too old and never made look the same. */
function Over() {
  return (
    <Screen title={t('tap.over.title')} top={<Mark />} lead={<p class="quiet">{t('tap.over')}</p>}>
      <LinkButton look="outline" wide href="/today">
        {t('tap.open')}
      </LinkButton>
    </Screen>
  )
}
