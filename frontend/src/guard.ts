import { effect } from '@preact/signals'
import { carried } from './features/spaces/carried'
import { navigate, route } from './router'
import { me } from './stores'

const doors = new Set(['/', '/sign-in', '/sign-up'])

/** Sends people where they can go on: strangers to the door, new people to the welcome, and nobody into a screen that is not theirs. */
export function keepWatch(): void {
  effect(() => {
    const { def, path, query } = route.value
    const person = me.value
    if (!def || person === undefined) return
    const door = doors.has(path)
    if (person === null) {
      if (def.access === 'person') navigate(`/sign-in?next=${encodeURIComponent(path)}`, { replace: true })
    } else if (!person.name) {
      if ((door || def.access === 'person') && path !== '/welcome') navigate('/welcome', { replace: true })
    } else if (door) {
      navigate(carried() ? '/join' : inside(query.get('next')), { replace: true })
    }
  })
}

/** Only ever a path of this app. */
function inside(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') ? next : '/today'
}
