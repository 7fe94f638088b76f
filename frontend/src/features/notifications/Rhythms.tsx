import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh, useResource } from '../../api/resource'
import type { Reminders, Schedule, Topic } from '../../api/types'
import { t } from '../../i18n'
import { LinkButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import { titleOf, useOwn } from '../checkins/templates/own'
import { rhythm } from '../schedules/words'

/** Reminders for one rhythm, on or off, for the person who asks. */
export async function remindOf(schedule: string, on: boolean): Promise<boolean> {
  try {
    await api.put<Topic>(`/reminders/${schedule}`, { on })
    keep('/reminders', await api.get<Reminders>('/reminders'))
    refresh('/upcoming')
    return true
  } catch (error) {
    toast(explain(error))
    return false
  }
}

export default function Rhythms() {
  const { data: schedules, problem, reload } = useResource<Schedule[]>('/schedules')
  useOwn()
  const { data: mine } = useResource<Reminders>('/reminders')
  const none = schedules?.length === 0 || problem?.code === 'no_space'
  const help = (one: Schedule, topic: Topic | undefined) =>
    topic?.halved && !topic.off ? t('push.halved') : rhythm(one)
  return (
    <Screen
      title={t('push.rhythms')}
      top={<TopBar to="/me/reminders" />}
      lead={<p class="quiet">{t('push.rhythms.lead')}</p>}
      loading={!schedules && !problem}
    >
      {!schedules && problem && !none && <Failure error={problem} again={() => void reload()} />}
      {none && (
        <Empty text={t('push.rhythms.none')}>
          <LinkButton look="outline" href="/schedules">
            {t('schedule.title')}
          </LinkButton>
        </Empty>
      )}
      <div>
        {schedules?.map((one) => {
          const topic = mine?.topics.find((found) => found.schedule === one.id)
          return (
            <Switch
              key={one.id}
              label={titleOf(one.template)}
              help={help(one, topic)}
              checked={!topic?.off}
              onChange={(on) => void remindOf(one.id, on)}
            />
          )
        })}
      </div>
    </Screen>
  )
}
