import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import type { Success } from '../../api/types'
import { t } from '../../i18n'
import { useNote } from '../../offline/notes'
import { Button } from '../../ui/Button'
import { TextArea } from '../../ui/Field'
import { LONGEST } from './draft'

interface Props {
  success: Success
  path: string
  /** The success as it stands now. */
  done: (now: Success) => void
}

/** Other words for one's own; what was begun stays on this phone until it is saved. */
export function Rewrite({ success, path, done }: Props) {
  const { words, made_possible } = success
  const note = useNote(`${path}/words`, { words, made_possible })
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  if (!note.words) return null
  const said = note.words
  const save = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const now = await api.patch<Success>(path, said)
      await note.drop()
      done(now)
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (said.words.trim()) void save()
      }}
    >
      <TextArea
        required
        label={t('success.new')}
        limit={LONGEST.words}
        value={said.words}
        onChange={(value) => note.write({ ...said, words: value })}
      />
      <TextArea
        short
        label={t('success.possible')}
        limit={LONGEST.made_possible}
        value={said.made_possible}
        onChange={(value) => note.write({ ...said, made_possible: value })}
      />
      {success.reaction && <p class="small quiet">{t('success.change.help')}</p>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {explain(problem)} {t('success.kept_here')}
        </p>
      )}
      <Button wide type="submit" busy={busy} disabled={!said.words.trim()}>
        {t('ui.save')}
      </Button>
    </form>
  )
}
