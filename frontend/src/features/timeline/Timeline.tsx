import { useMemo, useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { TimelineKind, TimelineMonths } from '../../api/types'
import { t } from '../../i18n'
import { Link, navigate, route } from '../../router'
import { Button, IconButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { starting } from '../home/start'
import { Feed } from './feed'
import { JumpSheet } from './JumpSheet'
import { toDay, toMonth } from './jump'
import { Month } from './Month'
import { Glance } from './pictures/Glance'
import { Rail } from './Rail'
import { KINDS } from './telling'
import './timeline.css'

const FEW = 3

function asked(): TimelineKind | undefined {
  const kind = route.value.query.get('kind')
  return KINDS.find((known) => known === kind)
}

function Kinds({ kind }: { kind: TimelineKind | undefined }) {
  const [open, setOpen] = useState(false)
  const options = [
    { value: '' as const, label: t('timeline.kind.all') },
    ...KINDS.map((one) => ({ value: one, label: t(`timeline.kind.${one}`) })),
  ]
  return (
    <>
      <button type="button" class="chip" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t(`timeline.kind.${kind ?? 'all'}`)}
        <Icon name="down" size={16} />
      </button>
      <Sheet open={open} title={t('timeline.kind.title')} onClose={() => setOpen(false)}>
        <Menu
          label={t('timeline.kind.title')}
          options={options}
          value={kind ?? ''}
          onChange={(wanted) => {
            setOpen(false)
            navigate(wanted ? `/timeline?kind=${wanted}` : '/timeline', { replace: true })
          }}
        />
      </Sheet>
    </>
  )
}

function Nothing({ kind }: { kind: TimelineKind | undefined }) {
  if (kind)
    return (
      <Empty text={t('timeline.empty.kind')}>
        <Button look="outline" onClick={() => navigate('/timeline', { replace: true })}>
          {t('timeline.kind.show_all')}
        </Button>
      </Empty>
    )
  return (
    <Empty title={t('timeline.empty.title')} text={t('timeline.empty.text')}>
      <Button
        look="outline"
        onClick={() => {
          starting.value = true
        }}
      >
        {t('nav.start')}
      </Button>
    </Empty>
  )
}

export default function Timeline() {
  const kind = asked()
  const { data, problem, reload } = useResource<TimelineMonths>(
    kind ? `/timeline/months?kind=${kind}` : '/timeline/months',
  )
  const feed = useMemo(() => new Feed(kind), [kind])
  const [jumping, setJumping] = useState(false)
  const months = data?.months ?? []
  const nothing = data ? !months.length : problem?.code === 'no_space'
  const leave = (go: () => void) => {
    setJumping(false)
    // The sheet gives the focus back first.
    requestAnimationFrame(go)
  }
  return (
    <Screen title={t('nav.timeline')} loading={!data && !problem} look="timeline">
      {!data && problem && !nothing && <Failure error={problem} again={reload} />}
      {(months.length > 0 || kind) && (
        <div class="row tools">
          <Kinds kind={kind} />
          <span class="grow" />
          <Link class="btn icon" href="/timeline/search" aria-label={t('search.title')}>
            <Icon name="search" />
          </Link>
          <IconButton
            icon="week"
            label={t('timeline.jump.title')}
            aria-haspopup="dialog"
            onClick={() => setJumping(true)}
          />
          <Link class="btn icon" href="/timeline/then" aria-label={t('then.title')}>
            <Icon name="past" />
          </Link>
        </div>
      )}
      {nothing ? <Nothing kind={kind} /> : !kind && months.length > 0 && <Glance />}
      {months.map(({ month, count }) => (
        <Month key={`${kind} ${month}`} feed={feed} month={month} count={count} />
      ))}
      {months.length >= FEW && <Rail key={months.length} months={months} />}
      <JumpSheet
        open={jumping}
        months={months}
        onClose={() => setJumping(false)}
        onMonth={(month) => leave(() => toMonth(month))}
        onDay={(day) => leave(() => void toDay(day, months, feed))}
      />
    </Screen>
  )
}
