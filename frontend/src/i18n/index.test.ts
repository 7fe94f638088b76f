import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { date, type Key, learn, list, locale, maybe, speak, t, time } from './index'

beforeEach(() => speak('en-GB'))

test('names stand where the words want them', () => {
  assert.equal(t('today.row.open', { when: 'this evening' }), 'Open until this evening')
})

test('a name that is not given stays visible', () => {
  assert.equal(t('today.row.open'), 'Open until {when}')
})

test('one and many have their own words', () => {
  assert.match(t('auth.sign_in.waiting', { count: 1 }), /^One check-in is/)
  assert.match(t('auth.sign_in.waiting', { count: 2 }), /^2 check-ins are/)
})

test('a key without words is shown as it is; one made at run time has none', () => {
  assert.equal(t('no.such.key' as Key), 'no.such.key')
  assert.equal(maybe('errors.no_such_code'), undefined)
  assert.equal(maybe('errors.signed_out'), 'Please sign in first.')
})

test('a feature brings its own words', () => {
  learn({ 'test.words': 'Brought along.' })
  assert.equal(maybe('test.words'), 'Brought along.')
})

test('words that were brought along stay when the language changes', async () => {
  learn({ 'test.words': 'Brought along.' })
  await speak('de')
  assert.equal(maybe('test.words'), 'Brought along.')
})

test('the order of a date follows the person while its words stay English', async () => {
  const written: string[] = []
  for (const wanted of ['en-GB', 'en-US', 'de', 'fr-CA']) {
    await speak(wanted)
    written.push(`${locale.value}: ${date('2026-11-05')}`)
  }
  assert.deepEqual(written, [
    'en-GB: 5 November',
    'en-US: November 5',
    'en-DE: 5 November',
    'en-CA: November 5',
  ])
})

test('a plain day is that day wherever the phone is', (t) => {
  t.after(() => {
    process.env.TZ = 'Europe/Berlin'
  })
  process.env.TZ = 'Pacific/Pago_Pago'
  assert.equal(date('2026-11-15', { day: 'numeric', month: 'short' }), '15 Nov')
  process.env.TZ = 'Pacific/Kiritimati'
  assert.equal(date('2026-11-15', { day: 'numeric', month: 'short', year: 'numeric' }), '15 Nov 2026')
})

test('a time is the one on the wall', () => {
  assert.equal(time('2026-11-29T19:05:00Z'), '20:05')
})

test('a list is said as one', () => {
  assert.equal(list(['January', 'April', 'July']), 'January, April and July')
})
