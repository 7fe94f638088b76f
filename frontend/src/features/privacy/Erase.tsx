import { useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { t } from '../../i18n'
import { forgetHere } from '../../offline/session'
import { stopPush } from '../../push'
import { goBack, navigate } from '../../router'
import { partner } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Field } from '../../ui/Field'
import { Screen, TopBar } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { confirming } from '../accounts/confirming'
import './privacy.css'

export default function Erase() {
  const [sure, setSure] = useState(false)
  return (
    <Screen
      title={t('erase.title')}
      top={<TopBar to="/me/data" />}
      lead={<p class="quiet">{t('erase.lead')}</p>}
    >
      <Card>
        <h2>{t('erase.gone')}</h2>
        <ul class="plain">
          <li>{t('erase.gone.words')}</li>
          <li>{t('erase.gone.account')}</li>
          <li>{t('erase.gone.space')}</li>
        </ul>
      </Card>
      <Card hue="sunk">
        <h2>{t('erase.stays')}</h2>
        <ul class="plain">
          {partner.value && <li>{t('erase.stays.other')}</li>}
          <li>{t('erase.stays.backups')}</li>
          <li>{t('erase.stays.mail')}</li>
        </ul>
      </Card>
      <div class="dock">
        <LinkButton look="outline" wide href="/me/data">
          {t('erase.file')}
        </LinkButton>
        <Button look="trouble" wide onClick={() => setSure(true)}>
          {t('erase.begin')}
        </Button>
        <Button look="soft" wide onClick={() => goBack('/me/data')}>
          {t('erase.keep')}
        </Button>
      </div>
      <Sheet open={sure} title={t('erase.sure')} onClose={() => setSure(false)}>
        <Last close={() => setSure(false)} />
      </Sheet>
    </Screen>
  )
}

/** A word to type: nobody does this by a slip of the thumb. */
function Last({ close }: { close: () => void }) {
  const [word, setWord] = useState('')
  const [busy, setBusy] = useState(false)
  const meant = word.trim().toLocaleLowerCase() === t('erase.word')
  const erase = async () => {
    setBusy(true)
    try {
      await confirming(erased)
      await stopPush().catch(() => undefined)
      await forgetHere()
      navigate('/', { replace: true })
      toast(t('erase.done'))
    } catch (error) {
      toast(explain(error))
      setBusy(false)
    }
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (meant && !busy) void erase()
      }}
    >
      <Field
        label={t('erase.type', { word: t('erase.word') })}
        autocomplete="off"
        autoCapitalize="off"
        spellcheck={false}
        maxLength={20}
        value={word}
        onChange={setWord}
      />
      <Button look="trouble" type="submit" wide busy={busy} disabled={!meant}>
        {t('erase.now')}
      </Button>
      <Button look="soft" wide onClick={close}>
        {t('erase.keep')}
      </Button>
    </form>
  )
}

/** An answer that got lost on the way: afterwards nobody is signed in, and that is what was wanted. */
async function erased(): Promise<void> {
  try {
    await api.post('/erasure')
  } catch (error) {
    if (!(error instanceof Problem && error.signedOut)) throw error
  }
}
