import { useState } from 'preact/hooks'
import { api, newKey } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { Bank, Thanks } from '../../api/types'
import { t } from '../../i18n'
import { useNote } from '../../offline/notes'
import { goBack } from '../../router'
import { partner } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { TextArea } from '../../ui/Field'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { thanksChanged } from './settle'
import { otherName } from './words'
import './successes.css'

const LONGEST = 500
const BLANK = { words: '', key: '' }

export default function Thank() {
  const note = useNote('thanks/new', BLANK)
  const { data } = useResource<Bank>('/appreciations?whose=from_me')
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const alone = !partner.value || partner.value.former
  const words = note.words?.words.trim()
  const send = async () => {
    if (!note.words || !words) return
    const key = note.words.key || newKey()
    setBusy(true)
    note.write({ ...note.words, key })
    try {
      const thanks = await api.post<Thanks>('/appreciations', { words }, key)
      await note.drop()
      thanksChanged()
      goBack('/appreciations')
      toast(t('thanks.said', { name: otherName() }), () => void takeBack(thanks))
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Screen title={t('thanks.new')} top={<TopBar to="/appreciations" />} loading={!note.words}>
      {alone && (
        <Empty text={t('thanks.alone')}>
          <LinkButton look="outline" href="/us">
            {t('nav.us')}
          </LinkButton>
        </Empty>
      )}
      {note.words && !alone && (
        <form
          class="stack composer"
          id="thanks"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <p class="quiet">
            {t(data?.invites === false ? 'thanks.new.no_need' : 'thanks.new.lead', { name: otherName() })}
          </p>
          <TextArea
            bare
            required
            label={t('thanks.new')}
            placeholder={data?.invites === false ? '' : t('thanks.hint')}
            limit={LONGEST}
            value={note.words.words}
            onChange={(written) => note.write({ words: written, key: '' })}
          />
        </form>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {explain(problem)} {t('success.kept_here')}
        </p>
      )}
      {!alone && (
        <div class="dock">
          <Button wide type="submit" form="thanks" busy={busy} disabled={!words}>
            {t('thanks.send', { name: otherName() })}
          </Button>
        </div>
      )}
    </Screen>
  )
}

async function takeBack({ id }: Thanks): Promise<void> {
  try {
    await api.del(`/appreciations/${id}`)
    toast(t('thanks.taken_back'))
  } catch (error) {
    toast(explain(error))
  }
  thanksChanged()
}
