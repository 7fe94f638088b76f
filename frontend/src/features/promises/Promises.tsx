import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { Promises as All } from '../../api/types'
import { t } from '../../i18n'
import { myself, space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { Lines } from './Lines'
import { Side } from './OnUs'

/** All that are open, and those that are past, the latest first. */
export default function Promises() {
  const { data, problem, reload } = useResource<All>('/promises')
  const closed = space.value?.closed
  return (
    <Screen title={t('promise.title')} top={<TopBar to="/us" />} loading={!data && !problem}>
      {!data && problem && <Failure error={problem} again={() => void reload()} />}
      {data && <Found all={data} />}
      {data && !closed && (
        <LinkButton look="outline" wide href="/promises/new">
          {t('promise.make')}
        </LinkButton>
      )}
    </Screen>
  )
}

function Found({ all }: { all: All }) {
  const other = space.value?.members.find((member) => !member.is_me)
  if (!all.open.length && !all.past.length) return <Empty text={t('promise.none')} />
  return (
    <div class="stack">
      <Side member={myself.value} promises={all.open.filter((one) => one.mine)} />
      <Side member={other} promises={all.open.filter((one) => !one.mine)} />
      <Past first={all} />
    </div>
  )
}

function Past({ first }: { first: All }) {
  const [pages, setPages] = useState<All[]>([])
  const [busy, setBusy] = useState(false)
  const next = (pages.at(-1) ?? first).next
  const past = [first, ...pages].flatMap((page) => page.past)
  if (!past.length) return null
  const more = async () => {
    setBusy(true)
    try {
      setPages([...pages, await api.get<All>(`/promises?cursor=${next}`)])
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('promise.past')}</h2>
      <Lines label={t('promise.past')} promises={past} />
      {next && (
        <Button look="soft" busy={busy} onClick={() => void more()}>
          {t('promise.older')}
        </Button>
      )}
    </section>
  )
}
