import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { ThenAndNow } from '../../api/types'
import { date, t } from '../../i18n'
import { Link } from '../../router'
import { space } from '../../stores'
import { Button } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Menu } from '../../ui/Menu'
import { Screen, TopBar } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { calledBy } from '../spaces/called'
import './timeline.css'

type Moment = ThenAndNow['moments'][number]
type Asked = ThenAndNow['choices'][number]

const nameOf = ({ template, question }: Asked) => `${template} ${question}`
const pathOf = (asked: Asked | undefined) =>
  asked
    ? `/insights/then-and-now?template=${asked.template}&question=${asked.question}`
    : '/insights/then-and-now'

function whose(hue: string): string {
  const member = space.value?.members.find((one) => one.hue === hue)
  if (!member) return ''
  return member.is_me ? t('reveal.you') : calledBy(member)
}

function when(place: number, of: number): string {
  if (place === 0) return t('then.first')
  return t(place === of - 1 ? 'then.now' : 'then.year')
}

function Said({ moment, label }: { moment: Moment; label: string }) {
  return (
    <section class="stack tight moment" aria-label={label}>
      <h2 class="row between">
        <span>{label}</span>
        <Link class="small" href={`/checkins/${moment.check_in}`}>
          {date(moment.on, { day: 'numeric', month: 'long', year: 'numeric' })}
        </Link>
      </h2>
      {moment.said.map(({ hue, text }) => (
        <div key={hue} class={`card ${hue}`}>
          <h3 class="small">{whose(hue)}</h3>
          <p class="words">{text}</p>
        </div>
      ))}
    </section>
  )
}

/** What both said to the same question the first time, about a year ago, and last. */
export default function Then() {
  const [wanted, setWanted] = useState<Asked | undefined>(undefined)
  const [choosing, setChoosing] = useState(false)
  const { data, problem, reload } = useResource<ThenAndNow>(pathOf(wanted))
  const { asked, moments = [], choices = [] } = data ?? {}
  return (
    <Screen
      title={t('then.title')}
      top={<TopBar to="/timeline" />}
      loading={!data && !problem}
      lead={asked && <p class="words">{asked.prompt}</p>}
    >
      {!data && problem && <Failure error={problem} again={reload} />}
      {data && !asked && <Empty text={t('then.empty')} />}
      {choices.length > 1 && (
        <div>
          <Button look="outline" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
            {t('then.other')}
          </Button>
        </div>
      )}
      {moments.map((moment, place) => (
        <Said key={moment.check_in} moment={moment} label={when(place, moments.length)} />
      ))}
      <Sheet open={choosing} title={t('then.choose')} onClose={() => setChoosing(false)}>
        <Menu
          label={t('then.choose')}
          options={choices.map((one) => ({ value: nameOf(one), label: one.prompt }))}
          value={asked ? nameOf(asked) : ''}
          onChange={(name) => {
            setWanted(choices.find((one) => nameOf(one) === name))
            setChoosing(false)
          }}
        />
      </Sheet>
    </Screen>
  )
}
