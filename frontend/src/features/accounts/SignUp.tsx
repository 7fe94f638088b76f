import { t } from '../../i18n'
import { signUp } from './auth'
import { Door } from './Door'

export default function SignUp() {
  return (
    <Door
      title={t('auth.sign_up.title')}
      lead={t('auth.sign_up.lead')}
      start={signUp}
      other={{ href: '/sign-in', label: t('auth.sign_up.other') }}
    />
  )
}
