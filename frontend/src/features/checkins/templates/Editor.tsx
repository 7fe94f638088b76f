import { useEffect, useRef, useState } from 'preact/hooks'
import { api, type FieldError, Problem } from '../../../api/client'
import { explain } from '../../../api/explain'
import { useResource } from '../../../api/resource'
import type { OwnTemplate, Template } from '../../../api/types'
import { t } from '../../../i18n'
import { useNote } from '../../../offline/notes'
import { goBack, navigate, route } from '../../../router'
import { Button } from '../../../ui/Button'
import { Empty, Failure } from '../../../ui/Empty'
import { Field, TextArea } from '../../../ui/Field'
import { Screen, TopBar } from '../../../ui/Screen'
import { Stepper } from '../../../ui/Stepper'
import { toast } from '../../../ui/Toast'
import { inWords } from '../../../ui/when'
import { Changed } from './Changed'
import { blank, copyOf, type Draft, draftOf, LONGEST, questionAt, wanted } from './draft'
import { OWN, useOwn } from './own'
import { Questions } from './Questions'
import { lookAnew, putAway } from './Templates'
import { Trying } from './Trying'
import './templates.css'

const MOST_MINUTES = 180

export default function Editor() {
  const slug = route.value.params.slug
  const from = route.value.query.get('from') ?? undefined
  const own = useOwn()
  const built = useResource<Template[]>('/templates')
  const old = own.all?.find((one) => one.slug === slug)
  const model = built.data?.find((one) => one.slug === from) ?? own.all?.find((one) => one.slug === from)
  const ready = own.all && (slug ? old : !from || model)
  if (own.all && ready)
    return (
      <Form
        key={slug ?? from}
        old={old}
        name={`template/${slug ?? `new/${from ?? ''}`}`}
        first={old ? draftOf(old) : model ? copyOf(model) : blank()}
      />
    )
  const problem = own.problem ?? built.problem
  const gone = own.all && (slug || built.data)
  return (
    <Screen title={t('own.title')} top={<TopBar to="/templates" />} loading={!gone && !problem}>
      {gone ? <Empty text={t('own.gone')} /> : <Failure error={problem} again={() => void own.reload()} />}
    </Screen>
  )
}

interface Props {
  old: OwnTemplate | undefined
  name: string
  first: Draft
}

/** Everything is kept on the phone as it is written; only "Save" tells the other. */
function Form({ old, name, first }: Props) {
  const { words: draft, write, drop } = useNote<Draft>(name, first)
  const [fault, setFault] = useState<FieldError>()
  const [busy, setBusy] = useState(false)
  const begun = useRef(first)
  const behind = old && draft && draft.version < old.version
  useEffect(() => {
    // What this phone remembered may be older than what the server then says; nothing was written on it yet.
    if (behind && JSON.stringify(draft) === JSON.stringify(begun.current)) write(first)
    begun.current = first
  }, [old?.version])
  if (!draft) return <Screen title={t('nav.loading')} loading />
  if (route.value.query.has('try')) return <Trying draft={draft} />
  const save = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      await (old
        ? api.put(`${OWN}/${old.slug}`, { version: draft.version, template: wanted(draft) })
        : api.post(OWN, wanted(draft)))
      await drop()
      await lookAnew()
      toast(t('own.saved', { title: draft.title }))
      goBack('/templates')
    } catch (error) {
      setBusy(false)
      const wrong = error instanceof Problem ? error.errors[0] : undefined
      if (wrong) setFault(wrong)
      else if (error instanceof Problem && error.code === 'template_changed') await lookAnew().then(toTheTop)
      else toast(explain(error))
    }
  }
  return (
    <Screen
      title={draft.title || t(old ? 'own.edit' : 'own.new')}
      eyebrow={draft.title ? t(old ? 'own.edit' : 'own.new') : undefined}
      top={<TopBar to="/templates" />}
    >
      {behind && <Changed old={old} draft={draft} write={write} />}
      <form
        class="stack editor"
        id="template"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('own.name')}
          required
          maxLength={LONGEST.title}
          error={fault?.field === '/title' ? fault.detail : undefined}
          value={draft.title}
          onChange={(title) => write({ ...draft, title })}
        />
        <TextArea
          short
          label={t('own.about')}
          limit={LONGEST.about}
          value={draft.about}
          onChange={(about) => write({ ...draft, about })}
        />
        <div class="field">
          <span class="label" aria-hidden="true">
            {t('own.minutes')}
          </span>
          <Stepper
            label={t('own.minutes')}
            words={t('own.minutes.about', { count: draft.minutes, minutes: inWords(draft.minutes) })}
            value={draft.minutes}
            least={1}
            most={MOST_MINUTES}
            onChange={(minutes) => write({ ...draft, minutes })}
          />
        </div>
      </form>
      <Questions draft={draft} at={fault && questionAt(fault.field)} write={write} />
      {fault && fault.field !== '/title' && <Wrong fault={fault} />}
      {old && (
        <Button look="trouble" onClick={() => void putAway(old).then((done) => done && goBack('/templates'))}>
          {t('own.put_away')}
        </Button>
      )}
      <div class="dock">
        <div class="row">
          <Button
            look="outline"
            disabled={!draft.questions.length}
            onClick={() => navigate(`${route.value.path}?${tryAddress()}`)}
          >
            {t('own.try')}
          </Button>
          <span class="grow">
            <Button wide type="submit" form="template" busy={busy} disabled={!draft.questions.length}>
              {t('ui.save')}
            </Button>
          </span>
        </div>
      </div>
    </Screen>
  )
}

/** Where it says what has happened. */
const toTheTop = () => scrollTo({ top: 0, behavior: 'smooth' })

function tryAddress(): string {
  const query = new URLSearchParams(route.value.query)
  query.set('try', '0')
  return query.toString()
}

function Wrong({ fault }: { fault: FieldError }) {
  const at = questionAt(fault.field)
  return (
    <p class="problem" role="alert">
      {at === undefined ? fault.detail : t('own.wrong', { number: at + 1, detail: fault.detail })}
    </p>
  )
}
