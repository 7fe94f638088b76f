import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { locale } from '../i18n'
import { ago, dayAndPart, inWords, kindly, sentence, today } from './when'

beforeEach(() => {
  locale.value = 'en-GB'
})

/** As the clock on the wall of a phone in Berlin shows it. */
const at = (wall: string) => new Date(wall)

for (const [wall, words] of [
  ['2026-11-29T05:00', 'Sunday morning'],
  ['2026-11-29T11:59', 'Sunday morning'],
  ['2026-11-29T12:00', 'Sunday afternoon'],
  ['2026-11-29T17:00', 'Sunday evening'],
  ['2026-11-29T22:00', 'Sunday night'],
  ['2026-11-30T04:59', 'Sunday night'],
  ['2026-11-30T05:00', 'Monday morning'],
] as const)
  test(`${wall} is ${words}`, () => {
    assert.equal(dayAndPart(at(wall)), words)
  })

for (const [iso, words] of [
  ['2026-11-29T21:00', 'this evening'],
  ['2026-11-29T13:00', 'this afternoon'],
  ['2026-11-30T02:00', 'tonight'],
  ['2026-11-30T20:00', 'tomorrow evening'],
  ['2026-12-05T20:00', 'Saturday evening'],
  ['2026-12-06T20:00', '6 December'],
] as const)
  test(`on a Sunday noon, ${iso} is ${words}`, () => {
    assert.equal(kindly(at(iso).toISOString(), at('2026-11-29T12:00')), words)
  })

test('what is over is never counted down', () => {
  assert.equal(kindly(at('2026-11-20T20:00').toISOString(), at('2026-11-29T12:00')), 'this evening')
})

test('a week in which the clocks change has its seven days', () => {
  assert.equal(kindly(at('2026-10-25T20:00').toISOString(), at('2026-10-24T12:00')), 'tomorrow evening')
  assert.equal(kindly(at('2026-10-31T20:00').toISOString(), at('2026-10-24T12:00')), '31 October')
  assert.equal(kindly(at('2026-03-30T20:00').toISOString(), at('2026-03-29T12:00')), 'tomorrow evening')
})

for (const [iso, words] of [
  ['2026-11-29', 'today'],
  ['2026-11-28', 'yesterday'],
  ['2026-11-27', 'Friday'],
  ['2026-11-23', 'Monday'],
  ['2026-11-22', '22 November'],
  ['2026-11-28T23:59:00Z', 'yesterday'],
] as const)
  test(`seen on 29 November, ${iso} was ${words}`, () => {
    assert.equal(ago(iso, at('2026-11-29T12:00')), words)
  })

test('in the small hours it is still the day before, and nothing is tomorrow', () => {
  assert.equal(ago('2026-11-28', at('2026-11-29T02:00')), 'today')
  assert.equal(ago('2026-11-29', at('2026-11-29T02:00')), 'today')
})

test('today is the day on the wall, also when it is another one in Greenwich', (t) => {
  t.after(() => {
    mock.timers.reset()
    process.env.TZ = 'Europe/Berlin'
  })
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-11-29T23:30:00Z') })
  assert.equal(today(), '2026-11-30')
  process.env.TZ = 'America/New_York'
  assert.equal(today(), '2026-11-29')
})

test('small numbers are words, large ones figures', () => {
  assert.deepEqual([inWords(1), inWords(7), inWords(20), inWords(21)], ['one', 'seven', 'twenty', '21'])
})

test('a sentence begins with a capital letter', () => {
  assert.deepEqual([sentence('über dich'), sentence('')], ['Über dich', ''])
})
