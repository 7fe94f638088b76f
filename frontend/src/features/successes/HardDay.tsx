import { useState } from 'preact/hooks'
import type { Bank, Thanks } from '../../api/types'
import { date, t } from '../../i18n'
import { goBack } from '../../router'
import { Button, LinkButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Mark } from '../../ui/Mark'
import { Screen, TopBar } from '../../ui/Screen'
import { calledBy } from '../spaces/called'
import { usePages } from './usePages'
import './successes.css'

/** One thing somebody said, big, with nothing around it. */
export default function HardDay() {
  const { data, problem, reload, items, more, busy } = usePages<Thanks, Bank>('/appreciations?whose=for_me')
  const [at, setAt] = useState(0)
  const all = items.flatMap((thanks) => thanks.texts.map((text) => ({ text, thanks })))
  const one = all[at]
  const next = async () => {
    if (at + 1 === all.length && more) await more()
    setAt(at + 1)
  }
  if (!one)
    return (
      <Screen
        title={t(all.length ? 'thanks.open.end' : 'thanks.open.title')}
        step="end"
        look="resting middle"
        top={<TopBar to="/appreciations" />}
        loading={!data && !problem}
        sign={all.length > 0 && <Mark size={72} pair />}
      >
        {!data && problem && problem.code !== 'no_space' && <Failure error={problem} again={reload} />}
        {data && !all.length && <Empty text={t('thanks.open.none')} />}
        {all.length > 0 && (
          <div class="dock">
            <Button wide onClick={() => setAt(0)}>
              {t('thanks.open.again')}
            </Button>
            <Button look="soft" wide onClick={() => goBack('/appreciations')}>
              {t('ui.done')}
            </Button>
          </div>
        )}
        {data && !all.length && (
          <LinkButton look="outline" wide href="/help">
            {t('me.help')}
          </LinkButton>
        )}
      </Screen>
    )
  return (
    <Screen title={t('thanks.open.title')} look="hard-day" top={<TopBar to="/appreciations" />}>
      <figure class="said" key={at} aria-live="polite">
        <blockquote class={`words ${one.text.length > 160 ? 'large' : 'huge'}`}>
          {t('ui.quote', { words: one.text })}
        </blockquote>
        <figcaption class="quiet">
          {t('thanks.open.from', {
            name: calledBy(one.thanks.author),
            day: date(one.thanks.on, { day: 'numeric', month: 'long', year: 'numeric' }),
          })}
        </figcaption>
      </figure>
      <div class="dock">
        <Button wide busy={busy} onClick={() => void next()}>
          {t('thanks.open.next')}
        </Button>
      </div>
    </Screen>
  )
}
