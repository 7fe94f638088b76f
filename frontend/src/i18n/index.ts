import { signal } from '@preact/signals'
import type boundaries from '../features/boundaries/en.json'
import en from './en.json'

/** `today.questions#one` and `today.questions#other` are one key, `today.questions`. */
type Plain<K> = K extends `${infer Base}#${string}` ? Base : K
export type Key = Plain<keyof typeof en | keyof typeof boundaries>
export type Vars = Readonly<Record<string, string | number>>
type Words = Readonly<Record<string, string>>

const others = import.meta.glob<{ default: Words }>(['./*.json', '!./en.json'])
let english: Words = en
const words = signal<Words>(en)
export const locale = signal(habits(navigator.language))

/** While the words are English, so are the names of days and months; only their order and the clock follow the person. */
function habits(wanted: string): string {
  if (wanted.startsWith('en')) return wanted
  const there = `en-${new Intl.Locale(wanted).maximize().region}`
  return Intl.DateTimeFormat.supportedLocalesOf(there).includes(there) ? there : 'en-GB'
}

/** Loads a language, or stays with English when we do not speak it yet. Dates follow the locale either way. */
export async function speak(wanted: string): Promise<void> {
  const load = others[`./${wanted}.json`] ?? others[`./${wanted.split('-')[0]}.json`]
  words.value = load ? { ...english, ...(await load()).default } : english
  locale.value = load ? wanted : habits(wanted)
  document.documentElement.lang = load ? wanted : 'en'
}

/** Words that a feature's screens bring along, so that the first screen need not wait for them. */
export function learn(more: Words): void {
  english = { ...english, ...more }
  words.value = { ...more, ...words.value }
}

export function t(key: Key, vars: Vars = {}): string {
  const plural =
    typeof vars.count === 'number' ? new Intl.PluralRules(locale.value).select(vars.count) : 'other'
  const text = words.value[`${key}#${plural}`] ?? words.value[`${key}#other`] ?? words.value[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(vars[name] ?? whole))
}

/** For keys made at run time (`errors.${code}`): undefined when there are no such words. */
export function maybe(key: string, vars: Vars = {}): string | undefined {
  return key in words.value || `${key}#other` in words.value ? t(key as Key, vars) : undefined
}

/** A plain date (`2026-11-15`) is that day everywhere, never the evening before. */
function instant(iso: string): Date {
  return new Date(iso.length === 10 ? `${iso}T12:00:00` : iso)
}

/** Making a format costs more than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatted(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale.value + JSON.stringify(style)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale.value, style)
  formats.set(key, known)
  return known
}

export function date(
  iso: string,
  style: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' },
): string {
  return formatted(style).format(instant(iso))
}

export function time(iso: string): string {
  return date(iso, { hour: '2-digit', minute: '2-digit' })
}

export function list(items: readonly string[]): string {
  return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(items)
}
