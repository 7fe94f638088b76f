import { useEffect, useState } from 'preact/hooks'
import { explain } from '../../api/explain'
import { date, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Field } from '../../ui/Field'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import * as auth from './auth'
import { confirming } from './confirming'
import './accounts.css'

/** Passkeys, and the recovery codes that let a person in when the phone with the passkey is gone. */
export default function Keys() {
  const [list, setList] = useState<auth.Authenticator[]>()
  const [codes, setCodes] = useState<string[]>()
  const [removing, setRemoving] = useState<auth.Authenticator>()
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')

  const load = () => attempt(async () => setList(await auth.authenticators()))
  useEffect(() => void load(), [])

  const showCodes = (fresh: boolean) =>
    attempt(async () => setCodes(await confirming(() => auth.recoveryCodes(fresh))))

  const add = () =>
    attempt(async () => {
      setNaming(false)
      const codesToo = await confirming(() => auth.addPasskey(name.trim() || t('me.keys.unnamed')))
      setName('')
      setList(await auth.authenticators())
      toast(t('me.keys.added'))
      // The way back in without this phone: shown at once, because later nobody looks.
      if (codesToo) await showCodes(false)
    })
  const remove = (key: auth.Authenticator) =>
    attempt(async () => {
      setRemoving(undefined)
      await confirming(() => auth.removePasskey(key.id ?? 0))
      setList(await auth.authenticators())
    })

  const passkeys = list?.filter((one) => one.type === 'webauthn') ?? []
  const recovery = list?.find((one) => one.type === 'recovery_codes')
  return (
    <Screen
      title={t('me.keys')}
      top={<TopBar to="/me" />}
      loading={!list}
      lead={<p class="quiet">{t('me.keys.lead')}</p>}
    >
      {passkeys.length > 0 && (
        <Rows label={t('me.keys')}>
          {passkeys.map((key) => (
            <Row
              key={key.id}
              label={key.name ?? t('me.keys.unnamed')}
              help={t('me.keys.made', { date: date(new Date(key.created_at * 1000).toISOString()) })}
              icon="lock"
              onClick={() => setRemoving(key)}
            />
          ))}
        </Rows>
      )}
      <Button wide onClick={() => setNaming(true)}>
        {t('me.keys.add')}
      </Button>
      {recovery && (
        <Card>
          <h2>{t('me.recovery')}</h2>
          <p class="quiet">{t('me.recovery.left', { count: recovery.unused_code_count ?? 0 })}</p>
          <Button look="outline" onClick={() => showCodes(false)}>
            {t('me.recovery.show')}
          </Button>
          <Button look="soft" onClick={() => showCodes(true)}>
            {t('me.recovery.fresh')}
          </Button>
        </Card>
      )}
      <Sheet open={naming} title={t('me.keys.add')} onClose={() => setNaming(false)}>
        <Field
          label={t('me.keys.name')}
          help={t('me.keys.name.help')}
          maxLength={60}
          value={name}
          onChange={setName}
        />
        <Button wide onClick={() => void add()}>
          {t('auth.continue')}
        </Button>
      </Sheet>
      <Sheet open={Boolean(removing)} title={removing?.name ?? ''} onClose={() => setRemoving(undefined)}>
        <p>{t('me.keys.remove.help')}</p>
        <Button look="trouble" wide onClick={() => removing && void remove(removing)}>
          {t('me.keys.remove')}
        </Button>
      </Sheet>
      <Sheet open={Boolean(codes)} title={t('me.recovery')} onClose={() => setCodes(undefined)}>
        <p>{t('me.recovery.help')}</p>
        <ol class="codes">
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <Button wide onClick={() => void copy(codes ?? [])}>
          {t('me.recovery.copy')}
        </Button>
      </Sheet>
    </Screen>
  )
}

async function copy(codes: string[]): Promise<void> {
  await navigator.clipboard.writeText(codes.join('\n'))
  toast(t('me.recovery.copied'))
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    toast(error instanceof DOMException ? t('auth.passkey.none') : explain(error))
  }
}
