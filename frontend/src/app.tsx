import { signal } from '@preact/signals'
import './styles/index.css'
import { Problem } from './api/client'
import { question } from './features/accounts/confirming'
import { Waiting } from './features/accounts/Waiting'
import { StartSheet } from './features/home/StartSheet'
import { starting } from './features/home/start'
import { t } from './i18n'
import { updateReady } from './pwa'
import { Outlet, route, unreachable } from './router'
import { Banner } from './ui/Banner'
import { Bar } from './ui/Bar'
import { Button, LinkButton } from './ui/Button'
import { Empty, Failure } from './ui/Empty'
import { Screen } from './ui/Screen'
import { Toasts } from './ui/Toast'

const online = signal(navigator.onLine)
addEventListener('online', () => {
  online.value = true
})
addEventListener('offline', () => {
  online.value = false
})

function Missing() {
  return (
    <Screen title={t('nav.missing')}>
      <Empty text={t('nav.missing.help')}>
        <LinkButton href="/today">{t('nav.to_today')}</LinkButton>
      </Empty>
    </Screen>
  )
}

function Unreachable() {
  return (
    <Screen title={t('ui.failure')}>
      <Failure error={new Problem(0, { code: 'offline' })} again={() => location.reload()} />
    </Screen>
  )
}

export function App() {
  const tab = route.value.def?.tab
  const Ask = question.value
  return (
    <div class={tab ? 'with-bar' : ''}>
      {updateReady.value && (
        <Banner>
          {t('ui.update')}
          <Button look="soft" onClick={updateReady.value}>
            {t('ui.reload')}
          </Button>
        </Banner>
      )}
      {!online.value && <Banner>{t('ui.offline')}</Banner>}
      <Waiting />
      {unreachable.value ? (
        <Unreachable />
      ) : (
        <Outlet fallback={<Screen title={t('nav.loading')} loading />} missing={<Missing />} />
      )}
      {tab && (
        <Bar
          onStart={() => {
            starting.value = true
          }}
        />
      )}
      <StartSheet />
      {Ask && <Ask.Sheet end={Ask.end} />}
      <Toasts />
    </div>
  )
}
