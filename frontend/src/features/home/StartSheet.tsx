import { useState } from 'preact/hooks'
import type { BuiltIn, TemplateSlug } from '../../api/types'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { space } from '../../stores'
import { LinkButton } from '../../ui/Button'
import type { IconName } from '../../ui/Icon'
import { Row, Rows } from '../../ui/Rows'
import { Sheet } from '../../ui/Sheet'
import { useOwn } from '../checkins/templates/own'
import { start, starting } from './start'

const ways: readonly [BuiltIn, IconName][] = [
  ['daily', 'sun'],
  ['weekly', 'week'],
  ['monthly', 'moon'],
  ['quarterly', 'quarter'],
  ['open', 'talk'],
]

/** What one writes on a screen of its own. */
const places = [
  ['success', 'spark', '/successes/new'],
  ['thanks', 'leaf', '/appreciations/new'],
  ['promise', 'check', '/promises/new'],
  ['agreement', 'us', '/us/agreements/new'],
  ['limit', 'lock', '/us/limits/new'],
] as const

export function StartSheet() {
  const [busy, setBusy] = useState(false)
  const choose = async (template: TemplateSlug) => {
    if (busy) return
    setBusy(true)
    await start(template)
    setBusy(false)
  }
  const close = () => {
    starting.value = false
  }
  return (
    <Sheet open={starting.value} title={t('nav.start')} onClose={close}>
      {space.value?.closed && (
        <>
          <p class="quiet">{t('closed.start')}</p>
          <LinkButton wide href="/welcome">
            {t('closed.new')}
          </LinkButton>
        </>
      )}
      <Rows>
        {(space.value?.closed ? [] : ways).map(([template, icon]) => (
          <Row
            key={template}
            icon={icon}
            label={t(`nav.start.${template}`)}
            help={t(`nav.start.${template}.help`)}
            onClick={() => choose(template)}
          />
        ))}
        {(space.value?.closed ? [] : places).map(([name, icon, path]) => (
          <Row
            key={name}
            icon={icon}
            label={t(`nav.start.${name}`)}
            help={t(`nav.start.${name}.help`)}
            onClick={() => {
              close()
              navigate(path)
            }}
          />
        ))}
        {space.value && !space.value.closed && <Own choose={choose} close={close} />}
      </Rows>
    </Sheet>
  )
}

/** What the two of them have written themselves, and the way to it. */
function Own({ choose, close }: { choose: (template: TemplateSlug) => void; close: () => void }) {
  const { offered } = useOwn()
  return (
    <>
      {offered.map((one) => (
        <Row key={one.slug} icon="us" label={one.title} help={one.about} onClick={() => choose(one.slug)} />
      ))}
      <Row
        icon="edit"
        label={t('own.title')}
        help={t('own.start.help')}
        onClick={() => {
          close()
          navigate('/templates')
        }}
      />
    </>
  )
}
