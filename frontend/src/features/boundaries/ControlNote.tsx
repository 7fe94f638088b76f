import { Link } from '../../router'
import { Card } from '../../ui/Card'
import { type Lists, touches } from './control'
import english from './control.en.json'
import { list, locale, t } from './i18n'
import type { Words } from './shapes'

/** `control.<locale>.json` beside the English one is found by its name. */
const others = import.meta.glob<Lists>(['./control.*.json', '!./control.en.json'], {
  eager: true,
  import: 'default',
})

function lists(): Lists {
  return others[`./control.${locale.value.split('-')[0]}.json`] ?? english
}

/** Only for whoever reads this, on this phone: an agreement should not control anybody. */
export function ControlNote({ words }: { words: Words }) {
  const found = touches(Object.values(words).join(' '), lists())
  if (!found.length) return null
  const subjects = list(found.map((subject) => t(`boundaries.control.${subject as 'phones'}`)))
  return (
    <Card hue="sunk">
      <p class="small">
        {t('boundaries.control', { subjects })} <Link href="/help">{t('boundaries.control.help')}</Link>{' '}
        <span class="quiet">{t('boundaries.control.private')}</span>
      </p>
    </Card>
  )
}
