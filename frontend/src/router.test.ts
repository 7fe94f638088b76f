import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { effect } from '@preact/signals'
import { goBack, navigate, type RouteDef, route, startRouter, unreachable } from './router'
import { routes } from './routes'

const Screen = () => null
const def = (path: string): RouteDef => ({ path, access: 'anyone', load: async () => ({ default: Screen }) })
const broken: RouteDef = { ...def('/broken'), load: () => Promise.reject(new TypeError('no network')) }
const TABLE = [def('/'), def('/schedules/new'), def('/schedules/:id'), def('/a/:one/b/:two'), broken]
startRouter(TABLE)

let scrolled = 0
globalThis.scrollTo = () => {
  scrolled += 1
}
beforeEach(() => {
  navigate('/', { replace: true })
  scrolled = 0
})

test('an address shows its screen with what stands in it', () => {
  navigate('/a/1/b/2?step=3#end')
  const { path, params, query, hash, def } = route.value
  assert.deepEqual([path, params, query.get('step'), hash], ['/a/1/b/2', { one: '1', two: '2' }, '3', 'end'])
  assert.equal(def?.path, '/a/:one/b/:two')
})

test('the first that fits wins', () => {
  navigate('/schedules/new')
  assert.equal(route.value.def?.path, '/schedules/new')
  navigate('/schedules/7')
  assert.equal(route.value.def?.path, '/schedules/:id')
})

test('a slash at the end changes nothing', () => {
  navigate('/schedules/7/')
  assert.deepEqual([route.value.path, route.value.params], ['/schedules/7', { id: '7' }])
})

test('an address longer or shorter than any has no screen', () => {
  for (const path of ['/schedules', '/schedules/7/change', '/nowhere']) {
    navigate(path)
    assert.deepEqual([route.value.def, route.value.params], [undefined, {}])
  }
})

test('no address leads out of the app', () => {
  navigate('https://elsewhere.test/schedules/7')
  navigate('//elsewhere.test/schedules/7')
  assert.equal(location.href, 'https://toward.test/')
  assert.equal(route.value.path, '/')
})

test('the same address again changes nothing', () => {
  navigate('/schedules/7')
  const [before, depth] = [route.value, history.state]
  navigate('/schedules/7')
  assert.equal(route.value, before)
  assert.equal(history.state, depth)
  assert.equal(scrolled, 1)
})

test('the arrow goes back to the screen before', () => {
  navigate('/schedules/7')
  navigate('/schedules/new')
  goBack('/')
  assert.equal(route.value.path, '/schedules/7')
})

test('the arrow leads to its fallback for somebody who came straight here', () => {
  history.replaceState(null, '', '/schedules/7')
  dispatchEvent(new Event('popstate'))
  goBack('/schedules/new')
  assert.equal(route.value.path, '/schedules/new')
  assert.equal((history.state as { depth: number }).depth, 0)
})

test('a screen put in place of another is not one more to go back to', () => {
  navigate('/schedules/7')
  const { depth } = history.state as { depth: number }
  navigate('/schedules/8', { replace: true })
  assert.equal((history.state as { depth: number }).depth, depth)
})

test('a screen whose code does not arrive is said to be unreachable, until another one is chosen', async () => {
  const said = new Promise<void>((resolve) =>
    effect(() => {
      if (unreachable.value) resolve()
    }),
  )
  navigate('/broken')
  await said
  navigate('/schedules/7')
  assert.equal(unreachable.value, false)
})

test('a screen that fails after another was chosen says nothing', async () => {
  navigate('/broken')
  navigate('/schedules/7')
  await new Promise(setImmediate)
  assert.equal(unreachable.value, false)
})

test('every address of the app is there once, and none hides one behind it', () => {
  const paths = routes.map((one) => one.path)
  assert.equal(new Set(paths).size, paths.length)
  for (const [at, path] of paths.entries()) {
    const pattern = new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`)
    assert.deepEqual(
      paths.slice(at + 1).filter((later) => pattern.test(later)),
      [],
      `${path} comes before`,
    )
  }
})
