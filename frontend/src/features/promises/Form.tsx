import { useState } from 'preact/hooks'
import { newKey, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { t } from '../../i18n'
import { useNote } from '../../offline/notes'
import { me, partner } from '../../stores'
import { Bones } from '../../ui/Bones'
import { Button } from '../../ui/Button'
import { Chips } from '../../ui/Chips'
import { Field, TextArea } from '../../ui/Field'
import { Segmented } from '../../ui/Segmented'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import { today } from '../../ui/when'
import { hasItsMorning, nearDays } from './words'

const LIMIT = 300

/** A promise that is being written. */
export interface Written {
  text: string
  by: string | null
  shared: boolean
  remind: boolean
}

interface Props {
  /** The draft on this phone. */
  note: string
  first: Written
  /** Whether it can be said here for whose eyes it is. */
  eyes: boolean
  go: string
  /** Once for each key, whatever becomes of the answer. */
  send: (words: Written, key: string) => Promise<void>
}

/** A small thing and a day. What is written stays on the phone until it was sent. */
export function Form({ note, first, eyes, go, send }: Props) {
  const { words, write, drop } = useNote(note, first)
  const [key, setKey] = useState(newKey)
  const [busy, setBusy] = useState(false)
  if (!words) return <Bones />
  // A day that has passed since it was chosen is not meant any more.
  const by = words.by && words.by >= today() ? words.by : null
  const meant = { ...words, by, remind: words.remind && hasItsMorning(by) }
  const change = (some: Partial<Written>) => {
    setKey(newKey())
    write({ ...meant, ...some })
  }
  const submit = async () => {
    if (!meant.text.trim()) return
    setBusy(true)
    try {
      await send({ ...meant, text: meant.text.trim() }, key)
      await drop()
    } catch (error) {
      toast(error instanceof Problem && error.offline ? t('promise.offline') : whyNot(error))
    }
    setBusy(false)
  }
  return (
    <form
      class="stack editor"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea
        bare
        label={t('promise.text')}
        limit={LIMIT}
        placeholder={t('promise.text.example')}
        value={meant.text}
        onChange={(text) => change({ text })}
      />
      <Day by={by} onChange={(day) => change({ by: day })} />
      {eyes && <Eyes shared={meant.shared} onChange={(shared) => change({ shared })} />}
      {hasItsMorning(by) && <Reminder on={meant.remind} onChange={(remind) => change({ remind })} />}
      <Button type="submit" wide busy={busy} disabled={!meant.text.trim()}>
        {go}
      </Button>
    </form>
  )
}

/** What the server says of one field is more help than that something was wrong. */
function whyNot(error: unknown): string {
  const field = error instanceof Problem ? error.errors[0]?.detail : undefined
  return field ?? explain(error)
}

function Day({ by, onChange }: { by: string | null; onChange: (by: string | null) => void }) {
  const near = nearDays()
  const known = near.find(({ day }) => day === by)?.key
  const [other, setOther] = useState(by !== null && !known)
  const choices = [
    ...near.map(({ key }) => ({ key, label: t(`promise.day.${key}`) })),
    { key: 'other', label: t('promise.day.other') },
  ]
  const pressed = other ? 'other' : known
  const choose = (keys: string[]) => {
    const chosen = keys.find((key) => key !== pressed)
    setOther(chosen === 'other')
    onChange(near.find(({ key }) => key === chosen)?.day ?? null)
  }
  return (
    <div class="stack tight">
      <p class="eyebrow">{t('promise.day')}</p>
      <Chips label={t('promise.day')} choices={choices} chosen={pressed ? [pressed] : []} onChange={choose} />
      {other && (
        <Field
          type="date"
          label={t('promise.day.on')}
          min={today()}
          value={by ?? ''}
          onChange={(day) => onChange(day || null)}
        />
      )}
    </div>
  )
}

function Eyes({ shared, onChange }: { shared: boolean; onChange: (shared: boolean) => void }) {
  if (!partner.value) return <p class="small quiet">{t('promise.alone')}</p>
  return (
    <Segmented
      label={t('promise.eyes')}
      options={[
        { value: 'both', label: t('promise.eyes.both', { name: partner.value.name }) },
        { value: 'me', label: t('promise.eyes.me') },
      ]}
      value={shared ? 'both' : 'me'}
      onChange={(whose) => onChange(whose === 'both')}
    />
  )
}

function Reminder({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const reached = me.value?.remind_by_push || me.value?.remind_by_email
  return (
    <Switch
      label={t('promise.remind')}
      help={t(reached ? 'promise.remind.help' : 'promise.remind.nowhere')}
      checked={on}
      onChange={onChange}
    />
  )
}
