import { api } from '../../api/client'
import type { SmallPromise } from '../../api/types'
import { t } from '../../i18n'
import { goBack, route } from '../../router'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { settle, takeBack } from './acts'
import { Form, type Written } from './Form'

const NOTHING: Written = { text: '', by: null, shared: true, remind: false }

/** Making one, alone or where a check-in is talked through (`?check_in=`). */
export default function Composer() {
  const checkIn = route.value.query.get('check_in')
  const send = async (words: Written, key: string) => {
    const made = await api.post<SmallPromise>('/promises', { ...words, check_in: checkIn }, key)
    settle(made)
    goBack('/us')
    toast(t('promise.made'), () => void takeBack(made))
  }
  return (
    <Screen
      title={t('promise.new')}
      top={<TopBar to="/us" />}
      lead={<p class="quiet">{t('promise.new.help')}</p>}
    >
      <Form note="promise/new" first={NOTHING} eyes go={t('promise.make.go')} send={send} />
    </Screen>
  )
}
