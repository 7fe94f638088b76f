import { useState } from 'preact/hooks'
import { date, locale, t } from '../../i18n'
import { Card } from '../../ui/Card'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { Pick } from '../accounts/Pick'
import directory from './directory.json'

interface Line {
  country: string
  audience: string
  channel: string
  number: string
  hours: string
  languages: string[]
  checked_at: string
  only?: string
  text?: string
  note?: string
}

const lines: readonly Line[] = directory
const audiences = ['partner_violence', 'crisis', 'emergency'] as const
const ELSEWHERE = ''

/** Asked for, never guessed from the address of a phone, and kept nowhere. */
function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale.value, { type: 'region' })
  const codes = [...new Set(lines.map((line) => line.country))].filter(Boolean)
  const known = codes.map((value) => ({ value, label: names.of(value) ?? value }))
  known.sort((a, b) => a.label.localeCompare(b.label, locale.value))
  return [{ value: ELSEWHERE, label: t('help.elsewhere') }, ...known]
}

export default function Help() {
  const [country, setCountry] = useState(ELSEWHERE)
  const here = lines.filter((line) => line.country === country)
  return (
    <Screen title={t('help.title')} top={<TopBar to="/" />} lead={<p class="quiet">{t('help.lead')}</p>}>
      <Pick label={t('help.country')} value={country} options={countries()} onChange={setCountry} />
      {audiences.map((audience) => (
        <Group key={audience} audience={audience} found={here.filter((line) => line.audience === audience)} />
      ))}
      <Card hue="sunk">
        <p class="small">{t('help.private')}</p>
        <p class="small">{checked(here)}</p>
      </Card>
    </Screen>
  )
}

function Group({ audience, found }: { audience: (typeof audiences)[number]; found: readonly Line[] }) {
  return (
    <section>
      <h2>{t(`help.${audience}`)}</h2>
      {found.length === 0 ? (
        <p class="quiet">{t(audience === 'emergency' ? 'help.local_number' : 'help.none')}</p>
      ) : (
        <Rows>
          {found.map((line) => (
            <Row key={line.channel + line.number} label={way(line)} help={besides(line)} />
          ))}
        </Rows>
      )}
    </section>
  )
}

function way(line: Line) {
  if (line.channel === 'web') {
    return (
      <a href={`https://${line.number}/`} rel="noreferrer noopener" target="_blank">
        {line.number}
      </a>
    )
  }
  const scheme = line.channel === 'text' ? 'sms' : 'tel'
  return <a href={`${scheme}:${line.number.replaceAll(/[\s-]/g, '')}`}>{line.number}</a>
}

function besides(line: Line): string {
  const how =
    line.text === undefined
      ? t(`help.by.${line.channel as 'call'}`)
      : t('help.by.text_word', { word: line.text })
  return [how, line.only && t('help.only.men'), line.note, line.hours].filter(Boolean).join(' · ')
}

function checked(here: readonly Line[]): string {
  const dates = here.map((line) => line.checked_at)
  if (dates.length === 0 || dates.includes('')) return t('help.unchecked')
  return t('help.checked', { date: date(dates.sort()[0] ?? '', { dateStyle: 'long' }) })
}
