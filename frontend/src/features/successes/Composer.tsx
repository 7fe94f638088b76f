import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { api, newKey, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { SmallPromise, Success } from '../../api/types'
import { t } from '../../i18n'
import { useNote } from '../../offline/notes'
import { route } from '../../router'
import { partner } from '../../stores'
import { Button } from '../../ui/Button'
import { Chips } from '../../ui/Chips'
import { Field, TextArea } from '../../ui/Field'
import { Screen, TopBar } from '../../ui/Screen'
import { Segmented } from '../../ui/Segmented'
import { today } from '../../ui/when'
import { Celebration } from './Celebration'
import { BLANK, type Draft, LONGEST, sendPicture, wantedOf } from './draft'
import { PictureField } from './PictureField'
import { successesChanged } from './settle'
import { usePicture } from './usePicture'
import { MILESTONES, type Milestone, milestoneName, otherName, type Sharing } from './words'
import './successes.css'

export default function Composer() {
  const promise = route.value.query.get('promise')
  return promise ? <OfAPromise id={promise} /> : <New name="success/new" first={BLANK} />
}

/** A promise that was kept, told as a success: its words stand there already. */
function OfAPromise({ id }: { id: string }) {
  const { data, problem } = useResource<SmallPromise>(`/promises/${id}`)
  if (!data && !problem) return <Screen title={t('success.new')} top={<TopBar to="/successes" />} loading />
  const told: Partial<Draft> = data ? { words: data.text, sharing: data.shared ? 'shared' : 'private' } : {}
  return <New name={`success/${id}`} first={{ ...BLANK, ...told }} />
}

function New({ name, first }: { name: string; first: Draft }) {
  const note = useNote<Draft>(name, first)
  const chosen = usePicture(`${name}/picture`)
  const [made, setMade] = useState<{ success: Success; without: boolean }>()
  if (made) return <Celebration {...made} />
  const celebrated = async (success: Success) => {
    let without = false
    if (chosen.picture) await sendPicture(success.id, chosen.picture).catch(() => (without = true))
    await note.drop()
    chosen.put(undefined)
    successesChanged(success.id)
    setMade({ success, without })
  }
  return (
    <Screen title={t('success.new')} top={<TopBar to="/successes" />} loading={!note.words}>
      {note.words && (
        <Writing draft={note.words} write={note.write} celebrated={celebrated}>
          <PictureField shown={chosen.shown} put={chosen.put} />
        </Writing>
      )}
    </Screen>
  )
}

interface Props {
  draft: Draft
  write: (draft: Draft) => void
  celebrated: (success: Success) => Promise<void>
  children: ComponentChildren
}

function Writing({ draft, write, celebrated, children }: Props) {
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const change = (changes: Partial<Draft>) => write({ ...draft, ...changes, key: '' })
  const wrong = (field: string) => (problem instanceof Problem ? problem.field(field) : undefined)
  const send = async () => {
    const key = draft.key || newKey()
    setBusy(true)
    setProblem(undefined)
    write({ ...draft, key })
    try {
      await celebrated(await api.post<Success>('/successes', wantedOf(draft), key))
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <>
      <form
        class="stack composer"
        id="success"
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.words.trim()) void send()
        }}
      >
        <TextArea
          bare
          required
          label={t('success.new')}
          placeholder={t('success.words.hint')}
          limit={LONGEST.words}
          value={draft.words}
          onChange={(words) => change({ words })}
        />
        <Whose sharing={draft.sharing} onChange={(sharing) => change({ sharing })} />
        <TextArea
          short
          label={t('success.possible')}
          help={t('success.possible.help')}
          limit={LONGEST.made_possible}
          value={draft.made_possible}
          onChange={(made_possible) => change({ made_possible })}
        />
        <div class="field">
          <p class="label">{t('success.milestones')}</p>
          <Chips
            label={t('success.milestones')}
            choices={MILESTONES.map((key) => ({ key, label: milestoneName(key) }))}
            chosen={draft.milestone ? [draft.milestone] : []}
            onChange={(keys) => change({ milestone: (keys.at(-1) ?? null) as Milestone | null })}
          />
        </div>
        {children}
        <Field
          type="date"
          label={t('success.day')}
          max={today()}
          error={wrong('happened_on')}
          value={draft.happened_on || today()}
          onChange={(day) => change({ happened_on: day === today() ? '' : day })}
        />
      </form>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {explain(problem)} {t('success.kept_here')}
        </p>
      )}
      <div class="dock">
        <Button wide type="submit" form="success" busy={busy} disabled={!draft.words.trim()}>
          {t('success.celebrate')}
        </Button>
      </div>
    </>
  )
}

/** Who sees it. Alone in a space, it is for oneself. */
function Whose({ sharing, onChange }: { sharing: Sharing; onChange: (sharing: Sharing) => void }) {
  if (!partner.value || partner.value.former) return <p class="quiet">{t('success.alone')}</p>
  return (
    <div class="stack tight">
      <Segmented<Sharing>
        label={t('success.whose')}
        value={sharing}
        onChange={onChange}
        options={[
          { value: 'private', label: t('success.sharing.private') },
          { value: 'shared', label: t('success.sharing.shared') },
          { value: 'joint', label: t('success.sharing.joint') },
        ]}
      />
      <p class="small quiet" aria-live="polite">
        {t(`success.sharing.${sharing}.help`, { name: otherName() })}
      </p>
    </div>
  )
}
