import assert from 'node:assert/strict'
import { after as afterAll, beforeEach, test } from 'node:test'
import { effect } from '@preact/signals'
import { signIn } from '../../testing/person'
import { startServer } from '../../testing/server'
import { openMemory, recallNow, remember } from '../offline/cache'
import { forgetAll, keep, kept, refresh, take } from './resource'

const server = await startServer()
afterAll(() => server.stop())
openMemory()
beforeEach(async () => {
  server.reset()
  forgetAll()
  await signIn('ana')
})

const TODAY = '/api/v1/today'

/** Resolves when a path shows what is wanted. */
function shows(path: string, wanted: unknown): Promise<void> {
  return new Promise((resolve) =>
    effect(() => {
      if (JSON.stringify(kept(path)) === JSON.stringify(wanted)) resolve()
    }),
  )
}

/** A promise, and what keeps it. */
function later(): [Promise<void>, () => void] {
  let done = (): void => undefined
  const promise = new Promise<void>((resolve) => {
    done = resolve
  })
  return [promise, done]
}

test('what the server says is shown, and remembered', async () => {
  server.answers(`GET ${TODAY}`, { body: ['new'] })
  const shown = shows('/today', ['new'])
  refresh('/today')
  await shown
  await signInAgainReads(['new'])
})

/** What is remembered is written in the background: asked until it is there. */
async function signInAgainReads(wanted: unknown): Promise<void> {
  let found: unknown
  while (JSON.stringify(found) !== JSON.stringify(wanted)) found = await recallNow('/today')
}

test('what is remembered is shown until the server answers', async () => {
  await remember('/today', ['old'])
  const [after, answer] = later()
  server.answers(`GET ${TODAY}`, { body: ['new'], after })
  const old = shows('/today', ['old'])
  refresh('/today')
  await old
  const fresh = shows('/today', ['new'])
  answer()
  await fresh
})

test('without a network what is remembered stays', async () => {
  await remember('/today', ['old'])
  server.unreachable = true
  const old = shows('/today', ['old'])
  refresh('/today')
  await old
})

test('nobody asks for what no screen has shown', async () => {
  server.answers('GET /api/v1/space', { body: ['space'] })
  const shown = shows('/space', ['space'])
  refresh('/today')
  refresh('/space')
  await shown
  assert.deepEqual(server.askedFor(`GET ${TODAY}`), [])
})

test('what an answer has told is newer than what was asked before it', async () => {
  const [after, answer] = later()
  server.answers(`GET ${TODAY}`, { body: ['old'], after }, { body: ['newest'] })
  kept('/today')
  refresh('/today')
  keep('/today', ['told'])
  answer()
  // The next question is answered after the first one was.
  const newest = shows('/today', ['newest'])
  const seen: unknown[] = []
  effect(() => {
    seen.push(kept('/today'))
  })
  refresh('/today')
  await newest
  assert.deepEqual(seen, [['told'], ['newest']])
})

test('what was asked for elsewhere is put in place', async () => {
  await take('/today', Promise.resolve(['asked']))
  assert.deepEqual(kept('/today'), ['asked'])
})

test('what was asked for elsewhere does not replace something told meanwhile, nor does nothing', async () => {
  const [asked, answer] = later()
  const taken = take(
    '/today',
    asked.then(() => ['old']),
  )
  keep('/today', ['told'])
  answer()
  await taken
  await take('/today', Promise.resolve(undefined))
  assert.deepEqual(kept('/today'), ['told'])
})

test('whoever comes next sees nothing of the one before', () => {
  keep('/today', ['hers'])
  forgetAll()
  assert.equal(kept('/today'), undefined)
})
