import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { deviceZone, timeIn, zoneChoices, zoneName } from './zones'

test('the zone of the phone is its own', () => {
  assert.equal(deviceZone(), 'Europe/Berlin')
})

test('a zone is called by its city', () => {
  assert.deepEqual(['America/Argentina/Buenos_Aires', 'Asia/Tokyo', 'UTC'].map(zoneName), [
    'Buenos Aires (America)',
    'Tokyo (Asia)',
    'UTC',
  ])
})

test('every zone is offered once, by name, and with it the one that is chosen', () => {
  const values = zoneChoices('Etc/GMT+12').map((one) => one.value)
  assert.equal(new Set(values).size, values.length)
  for (const zone of ['Europe/Berlin', 'UTC', 'Etc/GMT+12']) assert.ok(values.includes(zone), zone)
  assert.ok(values.indexOf('Africa/Abidjan') < values.indexOf('Europe/Zurich'))
})

test('the time there is the one on a wall there', (t) => {
  t.after(() => mock.timers.reset())
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-11-29T11:00:00Z') })
  assert.deepEqual(['Asia/Tokyo', 'Asia/Kolkata'].map(timeIn), ['20:00', '16:30'])
})
