import { locale } from '../../i18n'

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

/** `America/Argentina/Buenos_Aires` → `Buenos Aires (America)` */
export function zoneName(zone: string): string {
  const parts = zone.replaceAll('_', ' ').split('/')
  const city = parts.at(-1) ?? zone
  return parts.length > 1 ? `${city} (${parts[0]})` : city
}

export function zoneChoices(chosen: string): { value: string; label: string }[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])
  const choices = [...zones].map((value) => ({ value, label: zoneName(value) }))
  return choices.sort((a, b) => a.label.localeCompare(b.label, locale.value))
}

export function timeIn(zone: string): string {
  const style = { hour: '2-digit', minute: '2-digit', timeZone: zone } as const
  return new Intl.DateTimeFormat(locale.value, style).format(new Date())
}
