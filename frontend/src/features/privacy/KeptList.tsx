import { useResource } from '../../api/resource'
import type { components } from '../../api/schema'
import { date, t } from '../../i18n'
import { Empty, Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'

type Summary = components['schemas']['KeptSummary']

/** What was brought back from a file, the newest first. */
export default function KeptList() {
  const { data, problem, reload } = useResource<Summary[]>('/kept')
  return (
    <Screen
      title={t('data.kept')}
      top={<TopBar to="/me/data" />}
      lead={<p class="quiet">{t('data.kept.lead')}</p>}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={() => void reload()} />}
      {data?.length === 0 && <Empty text={t('data.kept.empty')} />}
      <Rows label={t('data.kept')}>
        {data?.map((one) => (
          <Row
            key={one.id}
            label={one.title}
            value={date(one.opened_on, { day: 'numeric', month: 'short', year: 'numeric' })}
            href={`/me/data/kept/${one.id}`}
          />
        ))}
      </Rows>
    </Screen>
  )
}
