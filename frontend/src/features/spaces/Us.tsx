import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import type { Member, Space } from '../../api/types'
import { date, t } from '../../i18n'
import { myself, partner, space } from '../../stores'
import { Avatar } from '../../ui/Avatar'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Empty, Failure } from '../../ui/Empty'
import { Field } from '../../ui/Field'
import { Mark } from '../../ui/Mark'
import { Row, Rows } from '../../ui/Rows'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { today } from '../../ui/when'
import { Pick } from '../accounts/Pick'
import { zoneChoices, zoneName } from '../accounts/zones'
import { OnUs } from '../boundaries/OnUs'
import { SmallPromises } from '../promises/OnUs'
import { calledBy } from './called'
import { invitation, loadInvitation } from './Invitation'
import { useSpace } from './useSpace'
import './spaces.css'

export default function Us() {
  const [editing, setEditing] = useState(false)
  const { home, problem, again } = useSpace()
  if (home === undefined)
    return (
      <Screen title={t('us.title')} loading={!problem}>
        <Failure error={problem} again={again} />
      </Screen>
    )
  if (home === null) return <NoSpace />
  if (home.closed) return <Closed home={home} />
  return (
    <Screen title={home.name || t('us.title')}>
      <Pair />
      {!partner.value && <Alone />}
      <OnUs />
      <SmallPromises />
      <Rows label={t('us.about')}>
        <Row
          label={t('us.since')}
          value={home.started_on ? date(home.started_on, { dateStyle: 'long' }) : t('us.since.none')}
          onClick={() => setEditing(true)}
        />
        <Row label={t('us.name')} value={home.name || t('us.name.none')} onClick={() => setEditing(true)} />
        <Row
          label={t('us.zone')}
          help={t('us.zone.help')}
          value={zoneName(home.time_zone)}
          onClick={() => setEditing(true)}
        />
        <Row label={t('us.successes')} help={t('us.successes.help')} href="/successes" />
        <Row label={t('us.thanks')} help={t('us.thanks.help')} href="/appreciations" />
        <Row label={t('us.rhythm')} help={t('us.rhythm.help')} href="/schedules" />
        <Row label={t('own.title')} help={t('own.row')} href="/templates" />
        <Row label={t('leave.row')} href="/us/leave" />
      </Rows>
      <EditSheet key={String(editing)} home={home} open={editing} close={() => setEditing(false)} />
    </Screen>
  )
}

function NoSpace() {
  return (
    <Screen title={t('us.title')}>
      <Empty title={t('us.none.title')} text={t('us.none')}>
        <LinkButton href="/welcome">{t('us.none.start')}</LinkButton>
      </Empty>
    </Screen>
  )
}

/** Somebody has left. What is here stays to read, and nothing has to be done about it. */
function Closed({ home }: { home: Space }) {
  return (
    <Screen title={home.name || t('us.title')}>
      <Pair />
      <Card>
        <h2>{t('closed.title')}</h2>
        <p class="quiet">{t('closed.text')}</p>
        <ul class="plain">
          <li>{t('closed.stays')}</li>
          <li>{t('closed.sealed')}</li>
          <li>{t('closed.no_more')}</li>
        </ul>
      </Card>
      <OnUs />
      <Rows label={t('closed.ways')}>
        <Row icon="timeline" label={t('closed.read')} href="/timeline" />
        <Row icon="spark" label={t('us.successes')} href="/successes" />
        <Row icon="leaf" label={t('us.thanks')} href="/appreciations" />
        <Row icon="talk" label={t('me.help')} help={t('closed.help')} href="/help" />
        <Row icon="plus" label={t('closed.new')} help={t('closed.new.help')} href="/welcome" />
        <Row icon="us" label={t('leave.row')} help={t('closed.leave.help')} href="/us/leave" />
      </Rows>
    </Screen>
  )
}

/** The two people, with the light between them; an empty place is only drawn, never counted. */
function Pair() {
  return (
    <div class="two">
      <One member={myself.value} />
      <Mark size={64} pair />
      <One member={space.value?.members.find((member) => !member.is_me)} />
    </div>
  )
}

function One({ member }: { member: Member | undefined }) {
  if (!member) return <div class="one open" aria-hidden="true" />
  return (
    <div class="one">
      {member.former ? (
        <div class="open" aria-hidden="true" />
      ) : (
        <Avatar name={member.name} hue={member.hue} />
      )}
      <p>
        <strong>{calledBy(member)}</strong>
      </p>
      {member.pronouns && <p class="small quiet">{member.pronouns}</p>}
    </div>
  )
}

function Alone() {
  useEffect(() => void loadInvitation().catch(() => undefined), [])
  const open = invitation.value
  return (
    <Card>
      <h2>{t(open ? 'us.invited.title' : 'us.alone.title')}</h2>
      <p class="quiet">
        {open
          ? t('us.invited', {
              date: date(open.expires_at, { weekday: 'long', hour: '2-digit', minute: '2-digit' }),
            })
          : t('us.alone')}
      </p>
      <LinkButton href="/invite" look={open ? 'outline' : 'primary'} wide>
        {t(open ? 'us.invited.show' : 'us.alone.invite')}
      </LinkButton>
    </Card>
  )
}

function EditSheet({ home, open, close }: { home: Space; open: boolean; close: () => void }) {
  const [name, setName] = useState(home.name)
  const [since, setSince] = useState(home.started_on ?? '')
  const [zone, setZone] = useState(home.time_zone)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const changes = { name: name.trim(), started_on: since || null, time_zone: zone }
      space.value = await api.patch<Space>('/space', changes)
      close()
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <Sheet open={open} title={t('us.about')} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t('us.name')} help={t('us.name.help')} maxLength={60} value={name} onChange={setName} />
        <Field label={t('us.since')} type="date" max={today()} value={since} onChange={setSince} />
        <Pick label={t('us.zone')} value={zone} options={zoneChoices(zone)} onChange={setZone} />
        <Button type="submit" busy={busy} wide>
          {t('ui.save')}
        </Button>
      </form>
    </Sheet>
  )
}
