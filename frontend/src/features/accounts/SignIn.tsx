import { t } from '../../i18n'
import { pending } from '../../offline/drafts'
import { askForCode } from './auth'
import { Door } from './Door'

export default function SignIn() {
  const waiting = pending.value
  return (
    <Door
      title={t('auth.sign_in.title')}
      lead={waiting > 0 ? t('auth.sign_in.waiting', { count: waiting }) : t('auth.sign_in.lead')}
      start={askForCode}
      other={{ href: '/sign-up', label: t('auth.sign_in.other') }}
      passkey
    />
  )
}
