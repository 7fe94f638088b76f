import type { Success, SuccessesPage } from '../../api/types'
import { t } from '../../i18n'
import { space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { Ours } from './Ours'
import { SuccessCard } from './SuccessCard'
import { usePages } from './usePages'
import './successes.css'

export default function Successes() {
  const { data, problem, reload, items, more, busy } = usePages<Success, SuccessesPage>('/successes')
  const nobody = problem?.code === 'no_space'
  const settled = items.filter((success) => !success.asks)
  return (
    <Screen title={t('success.title')} top={<TopBar to="/us" />} loading={!data && !problem}>
      {!data && problem && !nobody && <Failure error={problem} again={reload} />}
      {(nobody || (data && !items.length)) && (
        <Empty title={t('success.empty.title')} text={t('success.empty')}>
          <LinkButton href={nobody ? '/welcome' : '/successes/new'}>
            {t(nobody ? 'us.none.start' : 'success.new.go')}
          </LinkButton>
        </Empty>
      )}
      {items
        .filter((success) => success.asks)
        .map((success) => (
          <Ours key={success.id} success={success} />
        ))}
      {settled.length > 0 && (
        <ul class="stack">
          {settled.map((success) => (
            <SuccessCard key={success.id} success={success} />
          ))}
        </ul>
      )}
      {more && (
        <Button look="soft" busy={busy} onClick={more}>
          {t('timeline.more')}
        </Button>
      )}
      {items.length > 0 && !space.value?.closed && (
        <div class="dock">
          <LinkButton wide href="/successes/new">
            {t('success.new.go')}
          </LinkButton>
        </div>
      )}
    </Screen>
  )
}
