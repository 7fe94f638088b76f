import type { Rest } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Rows } from '../../ui/Rows'
import { takeBack } from './resting'
import { restWords } from './words'

interface Props {
  place: string
  rests: readonly Rest[]
  today: string
  words?: (rest: Rest, today: string) => string
}

/** What rests, each with a way to take it back. */
export function Rests({ place, rests, today, words = restWords }: Props) {
  if (!rests.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('schedule.rests')}</h2>
      <Rows label={t('schedule.rests')}>
        {rests.map((rest) => (
          <li key={rest.id}>
            <div class="item">
              <span class="grow">{words(rest, today)}</span>
              <Button
                look="soft"
                aria-label={`${t('schedule.rest.back')}: ${words(rest, today)}`}
                onClick={() => void takeBack(place, rest)}
              >
                {t('schedule.rest.back')}
              </Button>
            </div>
          </li>
        ))}
      </Rows>
    </section>
  )
}
