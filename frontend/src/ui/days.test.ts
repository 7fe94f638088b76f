import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { locale } from '../i18n'
import {
  dayIn,
  fromTo,
  isDay,
  month,
  monthOf,
  nextDayFor,
  onDay,
  plus,
  weekday,
  weekdayOf,
  weekOf,
} from './days'

/** A Sunday; it is noon in Berlin. */
const NOW = new Date('2026-11-29T11:00:00Z')
mock.timers.enable({ apis: ['Date'], now: NOW })
beforeEach(() => {
  mock.timers.setTime(NOW.getTime())
  locale.value = 'en-GB'
})

test('the day is the one on the calendar there', () => {
  const late = new Date('2026-12-31T23:30:00Z')
  const zones = ['America/New_York', 'Europe/London', 'Europe/Berlin', 'Pacific/Kiritimati', 'Asia/Kolkata']
  assert.deepEqual(
    zones.map((zone) => dayIn(zone, late)),
    ['2026-12-31', '2026-12-31', '2027-01-01', '2027-01-01', '2027-01-01'],
  )
  assert.equal(dayIn('Europe/Berlin'), '2026-11-29')
})

test('a time that is over today means tomorrow', () => {
  assert.equal(nextDayFor('12:01', 'Europe/Berlin'), '2026-11-29')
  assert.equal(nextDayFor('12:00', 'Europe/Berlin'), '2026-11-30')
  assert.equal(nextDayFor('20:00', 'Pacific/Kiritimati'), '2026-11-30')
})

for (const [day, days, result] of [
  ['2026-11-30', 1, '2026-12-01'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2027-02-28', 1, '2027-03-01'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-03-28', 2, '2026-03-30'],
  ['2026-10-24', 2, '2026-10-26'],
  ['2026-11-29', 0, '2026-11-29'],
] as const)
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])
    test(`${day} and ${days} days is ${result} on a phone in ${zone}`, (t) => {
      process.env.TZ = zone
      t.after(() => {
        process.env.TZ = 'Europe/Berlin'
      })
      assert.equal(plus(day, days), result)
    })

test('Monday is the first day of the week, as in the API', () => {
  const week = Array.from({ length: 7 }, (_, days) => plus('2026-11-23', days))
  assert.deepEqual(week.map(weekdayOf), [0, 1, 2, 3, 4, 5, 6])
  assert.equal(new Set(week.map(weekOf)).size, 1)
  assert.equal(weekOf('2026-11-30') - weekOf('2026-11-29'), 1)
})

test('weeks and months are counted on through the new year', () => {
  assert.equal(weekOf('2027-01-04') - weekOf('2026-12-28'), 1)
  assert.equal(monthOf('2027-01-01') - monthOf('2026-12-31'), 1)
  assert.equal(monthOf('2026-01-31') % 12, 0)
})

test('what a date field says while it is empty is no day', () => {
  assert.deepEqual(['2026-11-29', '', '12026-01-01', '2026-13-01'].map(isDay), [true, false, false, false])
})

/** Commas and the spaces around a dash differ from one version of the language data to the next. */
const plain = (words: string) => words.replaceAll(',', '').replace(/\s*–\s*/, '–')

test('a day has its year when it is not clear which one is meant', () => {
  assert.equal(plain(onDay('2026-12-06')), 'Sunday 6 December')
  assert.equal(plain(onDay('2027-11-29')), 'Monday 29 November 2027')
  assert.equal(plain(onDay('2025-11-29')), 'Saturday 29 November 2025')
})

test('days in a row are said as one', () => {
  assert.equal(plain(fromTo('2026-12-03', '2026-12-12')), '3–12 December')
  assert.equal(plain(fromTo('2026-11-28', '2026-12-03')), '28 November–3 December')
  assert.equal(plain(fromTo('2026-12-03', '2026-12-03')), 'Thursday 3 December')
})

test('days and months have their names', () => {
  assert.deepEqual([weekday(0), weekday(6), weekday(2, 'short')], ['Monday', 'Sunday', 'Wed'])
  assert.deepEqual([month(0), month(11), month(12)], ['Jan', 'Dec', 'Jan'])
})
