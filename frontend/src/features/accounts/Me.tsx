import { useState } from 'preact/hooks'
import type { Theme } from '../../api/types'
import { date, t } from '../../i18n'
import { countUnsent } from '../../offline/drafts'
import { signOut } from '../../offline/session'
import { navigate } from '../../router'
import { me, myself } from '../../stores'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Field } from '../../ui/Field'
import { Row, Rows } from '../../ui/Rows'
import { Screen } from '../../ui/Screen'
import { Segmented } from '../../ui/Segmented'
import { Sheet } from '../../ui/Sheet'
import { Switch } from '../../ui/Switch'
import { AddressSheet } from './Address'
import { change } from './change'
import { Pick } from './Pick'
import { timeIn, zoneChoices, zoneName } from './zones'
import './accounts.css'

const themes: Theme[] = ['system', 'light', 'dark']
type Open = 'name' | 'address' | 'zone' | 'dates' | 'leave' | undefined

export default function Me() {
  const [open, setOpen] = useState<Open>()
  const [unsent, setUnsent] = useState(0)
  const person = me.value
  if (!person) return <Screen title={t('me.title')} loading />
  const close = () => setOpen(undefined)
  const leave = async () => {
    const count = await countUnsent().catch(() => 0)
    setUnsent(count)
    if (count > 0) setOpen('leave')
    else await leaveNow()
  }
  return (
    <Screen title={t('me.title')}>
      <div class="row">
        <Avatar name={person.name} hue={myself.value?.hue} />
        <div class="grow">
          <p>
            <strong>{person.name}</strong>
          </p>
          {person.pronouns && <p class="small quiet">{person.pronouns}</p>}
        </div>
      </div>
      <Rows label={t('me.you')}>
        <Row label={t('me.name')} value={person.name} onClick={() => setOpen('name')} />
        <Row label={t('auth.email')} value={person.email} onClick={() => setOpen('address')} />
        <Row label={t('me.zone')} value={zoneName(person.time_zone)} onClick={() => setOpen('zone')} />
        <Row label={t('me.dates')} value={date('2026-11-22')} onClick={() => setOpen('dates')} />
      </Rows>
      <Rows label={t('me.more')}>
        <Row label={t('me.reminders')} href="/me/reminders" />
        <Row label={t('me.keys')} href="/me/keys" />
        <Row label={t('sessions.title')} href="/me/sessions" />
        <Row label={t('data.title')} href="/me/data" />
        <Row label={t('me.help')} href="/help" />
      </Rows>
      <section class="stack tight">
        <h2>{t('me.look')}</h2>
        <Segmented
          label={t('me.theme')}
          options={themes.map((value) => ({ value, label: t(`me.theme.${value}`) }))}
          value={person.theme}
          onChange={(theme) => void change({ theme })}
        />
        <Switch
          label={t('me.discreet')}
          help={t('me.discreet.help')}
          checked={person.discreet}
          onChange={(discreet) => void change({ discreet })}
        />
      </section>
      <Card hue="sunk">
        <h3>{t('exit.label')}</h3>
        <p class="small">{t('exit.about')}</p>
      </Card>
      <Button look="soft" onClick={() => void leave()}>
        {t('me.sign_out')}
      </Button>
      <NameSheet open={open === 'name'} close={close} />
      <AddressSheet open={open === 'address'} close={close} />
      <ZoneSheet open={open === 'zone'} close={close} />
      <DatesSheet open={open === 'dates'} close={close} />
      <Sheet open={open === 'leave'} title={t('me.sign_out.title')} onClose={close}>
        <p>{t('me.sign_out.unsent', { count: unsent })}</p>
        <Button wide onClick={close}>
          {t('me.sign_out.stay')}
        </Button>
        <Button look="trouble" wide onClick={() => void leaveNow()}>
          {t('me.sign_out.anyway')}
        </Button>
      </Sheet>
    </Screen>
  )
}

async function leaveNow(): Promise<void> {
  await signOut()
  navigate('/', { replace: true })
}

interface SheetProps {
  open: boolean
  close: () => void
}

function NameSheet({ open, close }: SheetProps) {
  const [name, setName] = useState(me.value?.name ?? '')
  const [pronouns, setPronouns] = useState(me.value?.pronouns ?? '')
  const save = async () => {
    if (await change({ name: name.trim(), pronouns: pronouns.trim() })) close()
  }
  return (
    <Sheet open={open} title={t('me.name')} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('welcome.name')}
          autocomplete="given-name"
          maxLength={60}
          required
          value={name}
          onChange={setName}
        />
        <Field
          label={t('welcome.pronouns')}
          help={t('welcome.pronouns.help')}
          maxLength={40}
          value={pronouns}
          onChange={setPronouns}
        />
        <Button type="submit" wide>
          {t('ui.save')}
        </Button>
      </form>
    </Sheet>
  )
}

function ZoneSheet({ open, close }: SheetProps) {
  const zone = me.value?.time_zone ?? 'UTC'
  return (
    <Sheet open={open} title={t('me.zone')} onClose={close}>
      <Pick
        label={t('welcome.zone')}
        help={`${t('welcome.zone.now', { time: timeIn(zone) })} ${t('me.zone.shown')}`}
        value={zone}
        options={zoneChoices(zone)}
        onChange={(time_zone) => void change({ time_zone })}
      />
      <Button wide onClick={close}>
        {t('ui.done')}
      </Button>
    </Sheet>
  )
}

/** Our words are English for now; dates and times can already look the way a person is used to. */
const habits = [
  'en-GB',
  'en-US',
  'en-IE',
  'en-CA',
  'en-AU',
  'en-NZ',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'sv',
  'tr',
]

function DatesSheet({ open, close }: SheetProps) {
  const mine = me.value?.locale ?? 'en'
  const names = new Intl.DisplayNames('en', { type: 'language' })
  const options = [...new Set([mine, ...habits])].map((value) => ({ value, label: names.of(value) ?? value }))
  return (
    <Sheet open={open} title={t('me.dates')} onClose={close}>
      <Pick
        label={t('me.dates.as')}
        help={t('me.dates.help')}
        value={mine}
        options={options}
        onChange={(locale) => void change({ locale })}
      />
      <p class="quiet">
        {date('2026-11-22', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}
      </p>
      <Button wide onClick={close}>
        {t('ui.done')}
      </Button>
    </Sheet>
  )
}
