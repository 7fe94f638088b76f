import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Rest, Rhythm } from '../../api/types'
import { locale } from '../../i18n'
import { clock, dayOfMonth, freeOf, nthWord, restWords, rhythm } from './words'

beforeEach(() => {
  locale.value = 'en-GB'
})

/** Commas and the spaces around a dash differ from one version of the language data to the next. */
const plain = (words: string) => words.replaceAll(',', '').replace(/\s*–\s*/, '–')

const PLAIN: Rhythm = {
  repeat: 'weekly',
  every: 1,
  days: [6],
  day_of_month: null,
  nth: null,
  starts_on: null,
  at: '20:00:00',
} as Rhythm

for (const [change, words] of [
  [{}, 'Every Sunday at 20:00'],
  [{ days: [6, 3] }, 'Every Thursday and Sunday at 20:00'],
  [{ days: [4, 3, 2, 1, 0] }, 'Monday to Friday at 20:00'],
  [{ every: 2 }, 'Every second Sunday at 20:00'],
  [{ every: 13 }, 'Every 13th Sunday at 20:00'],
  [{ repeat: 'daily', days: [] }, 'Every day at 20:00'],
  [{ repeat: 'monthly', days: [], day_of_month: 2 }, 'The 2nd of every month at 20:00'],
  [{ repeat: 'monthly', days: [], day_of_month: 31 }, 'The last day of every month at 20:00'],
  [{ repeat: 'monthly', nth: -1 }, 'The last Sunday of every month at 20:00'],
  [{ repeat: 'monthly', every: 3, nth: 1 }, 'Every three months, on the first Sunday, at 20:00'],
  [{ repeat: 'once', starts_on: '2020-01-05' }, 'Once, on Sunday 5 January 2020 at 20:00'],
  [{ repeat: 'once', starts_on: '' }, 'Once, on … at 20:00'],
  [{ repeat: 'once', starts_on: '12026-01-01' }, 'Once, on … at 20:00'],
] as [Partial<Rhythm>, string][])
  test(`people read "${words}" (${JSON.stringify(change)})`, () => {
    assert.equal(plain(rhythm({ ...PLAIN, ...change })), plain(words))
  })

test('the clock is the one the person is used to', () => {
  assert.equal(clock('20:05'), '20:05')
  locale.value = 'en-US'
  assert.equal(clock('20:05:00'), '8:05 PM')
})

test('days of a month are counted as people count', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 21, 22, 31].map(dayOfMonth), [
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '21st',
    '22nd',
    'last day',
  ])
  assert.deepEqual([1, 4, -1].map(nthWord), ['first', 'fourth', 'last'])
})

test('a rest is one day, until a day, or from one to another', () => {
  const words = (begins_on: string, ends_on: string) =>
    plain(restWords({ begins_on, ends_on } as Rest, '2026-11-29'))
  assert.match(words('2026-12-06', '2026-12-06'), /^Not on Sunday 6 December/)
  assert.equal(words('2026-11-20', '2026-12-11'), 'Paused until 12 December')
  assert.equal(words('2026-12-03', '2026-12-12'), 'Not from 3–12 December')
})

test('each check-in has one rhythm at most', () => {
  assert.deepEqual(
    freeOf([{ template: 'weekly' }, { template: 'own' as 'weekly' }], [{ slug: 'own' }, { slug: 'new' }]),
    ['daily', 'monthly', 'quarterly', 'open', 'new'],
  )
})
