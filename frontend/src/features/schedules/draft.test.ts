import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import type { Schedule } from '../../api/types'
import {
  type Draft,
  draftOf,
  firstMonth,
  firstOne,
  firstOnes,
  monthStep,
  paces,
  suggest,
  wantedOf,
  withPace,
  withTemplate,
} from './draft'
import { rhythm } from './words'

const ZONE = 'Europe/Berlin'

/** A Sunday at noon in Berlin. */
const NOW = new Date('2026-11-29T11:00:00Z')
mock.timers.enable({ apis: ['Date'], now: NOW })
beforeEach(() => mock.timers.setTime(NOW.getTime()))

const weekly = suggest('weekly', ZONE)
const scheduled = (wanted: Partial<Schedule>): Schedule => ({ ...wantedOf(weekly), ...wanted }) as Schedule

test('a suggestion is an evening, and a Sunday where it needs one', () => {
  const { at, days, starts_on } = suggest('weekly', ZONE)
  assert.deepEqual([at, days, starts_on], ['20:00', [6], '2026-11-29'])
})

test('each built-in check-in is suggested as often as its name says', () => {
  const found = (['daily', 'weekly', 'monthly', 'quarterly', 'open', 'own-one'] as const).map(
    (template) => suggest(template as 'weekly', ZONE).pace,
  )
  assert.deepEqual(found, ['day', 'week', 'month', 'quarter', 'month', 'week'])
})

test('choosing another check-in brings its usual pace and keeps the rest', () => {
  const draft = withTemplate({ ...weekly, at: '07:15' }, 'quarterly')
  assert.deepEqual([draft.template, draft.pace, draft.every, draft.at], ['quarterly', 'quarter', 3, '07:15'])
})

test('looking at every pace and coming back loses nothing', () => {
  const draft: Draft = { ...weekly, days: [1, 3], day_of_month: 15, nth: 2, weekday: 4 }
  const around = [...paces, 'week' as const].reduce(withPace, draft)
  assert.deepEqual(around, draft)
})

for (const cleared of ['', '12026-01-01'])
  for (const pace of paces)
    test(`"${pace}" can be chosen after the date of Once was left as "${cleared}"`, () => {
      const draft = withPace({ ...withPace(weekly, 'once'), starts_on: cleared }, pace)
      const wanted = wantedOf(draft)
      assert.notEqual(rhythm(wanted), '')
      if (pace === 'weeks')
        assert.deepEqual([wanted.starts_on, firstOne(draft)], ['2026-11-29', '2026-11-29'])
      if (pace === 'quarter') {
        assert.equal(wanted.starts_on, '2026-11-29')
        assert.equal(monthStep(draft), 1)
        assert.equal(firstMonth(draft, 2), '2026-12-01')
      }
    })

const KINDS: [Draft, Partial<Schedule>][] = [
  [withPace(weekly, 'day'), { repeat: 'daily', every: 1, days: [], starts_on: null }],
  [withPace(weekly, 'weekdays'), { repeat: 'weekly', every: 1, days: [0, 1, 2, 3, 4], starts_on: null }],
  [
    { ...weekly, days: [6, 3] },
    { repeat: 'weekly', every: 1, days: [3, 6], starts_on: null },
  ],
  [withPace(weekly, 'weeks'), { repeat: 'weekly', every: 2, days: [6], starts_on: '2026-11-29' }],
  [
    { ...withPace(weekly, 'month'), day_of_month: 15 },
    { repeat: 'monthly', every: 1, days: [], day_of_month: 15, nth: null, starts_on: null },
  ],
  [
    { ...withPace(weekly, 'month'), by: 'weekday', nth: 2, weekday: 4 },
    { repeat: 'monthly', every: 1, days: [4], day_of_month: null, nth: 2, starts_on: null },
  ],
  [
    withPace(weekly, 'quarter'),
    { repeat: 'monthly', every: 3, days: [], day_of_month: 1, starts_on: '2026-11-29' },
  ],
  [withPace(weekly, 'once'), { repeat: 'once', every: 1, days: [], starts_on: '2026-11-29' }],
]

for (const [draft, wanted] of KINDS)
  test(`"${draft.pace}" ${draft.by} is sent as the API wants it, and comes back as it was chosen`, () => {
    const found = wantedOf(draft)
    assert.deepEqual({ ...found, ...wanted }, found)
    const back = draftOf(scheduled(found))
    assert.deepEqual([back.pace, back.every, wantedOf(back)], [draft.pace, draft.every, found])
  })

test('Monday to Friday is its own pace, four days are not', () => {
  const paceOf = (days: number[]) => draftOf(scheduled({ repeat: 'weekly', every: 1, days })).pace
  assert.deepEqual([paceOf([4, 3, 2, 1, 0]), paceOf([0, 1, 2, 3])], ['weekdays', 'week'])
})

test('the first one may be in each of the weeks to come', () => {
  assert.deepEqual(firstOnes({ ...withPace(weekly, 'weeks'), every: 3 }), [
    '2026-11-29',
    '2026-12-06',
    '2026-12-13',
  ])
})

test('today is not offered when its time is over', () => {
  mock.timers.setTime(new Date('2026-11-29T19:00:00Z').getTime())
  assert.deepEqual(firstOnes(withPace(weekly, 'weeks')), ['2026-12-06', '2026-12-13'])
})

test('the first one keeps step with what was chosen before', () => {
  const draft = { ...withPace(weekly, 'weeks'), starts_on: '2026-11-15' }
  assert.equal(firstOne(draft), '2026-11-29')
  assert.equal(firstOne({ ...draft, starts_on: '2026-11-22' }), '2026-12-06')
})

test('a beginning further away stays', () => {
  assert.equal(firstOne({ ...withPace(weekly, 'weeks'), starts_on: '2027-03-07' }), '2027-03-07')
})

test('months keep step, counted from January', () => {
  const draft = { ...withPace(weekly, 'quarter'), starts_on: '2026-01-10' }
  assert.equal(monthStep(draft), 0)
  assert.equal(firstMonth(draft), '2027-01-01')
  assert.equal(firstMonth(draft, 2), '2026-12-01')
  assert.equal(firstMonth(draft, 1), '2026-11-29')
})

test('a month further away stays while its step is kept', () => {
  const draft = { ...withPace(weekly, 'quarter'), starts_on: '2027-05-02' }
  assert.equal(firstMonth(draft), '2027-05-02')
  assert.equal(firstMonth(draft, 2), '2026-12-01')
})
