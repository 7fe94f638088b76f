import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { me } from '../../stores'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Progress } from '../../ui/Progress'
import { Screen } from '../../ui/Screen'
import { change } from '../accounts/change'
import { Pick } from '../accounts/Pick'
import { deviceZone, timeIn, zoneChoices } from '../accounts/zones'
import type { StepProps } from './step'

export function AskName({ step, of, next }: StepProps) {
  const [name, setName] = useState(me.value?.name ?? '')
  const [pronouns, setPronouns] = useState(me.value?.pronouns ?? '')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    // The phone already knows the rest; the next screen lets it be corrected.
    const known = { time_zone: deviceZone(), locale: navigator.language }
    if (await change({ name: name.trim(), pronouns: pronouns.trim(), ...known })) next()
    setBusy(false)
  }
  return (
    <Screen
      title={t('welcome.name.title')}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('welcome.name.lead')}</p>}
    >
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
        <Button type="submit" busy={busy} wide>
          {t('auth.continue')}
        </Button>
      </form>
    </Screen>
  )
}

export function AskZone({ step, of, next }: StepProps) {
  const zone = me.value?.time_zone ?? deviceZone()
  return (
    <Screen
      title={t('welcome.zone.title', { time: timeIn(zone) })}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('welcome.zone.lead')}</p>}
    >
      <Pick
        label={t('welcome.zone')}
        value={zone}
        options={zoneChoices(zone)}
        onChange={(time_zone) => void change({ time_zone })}
      />
      <Button wide onClick={next}>
        {t('welcome.zone.yes')}
      </Button>
    </Screen>
  )
}
