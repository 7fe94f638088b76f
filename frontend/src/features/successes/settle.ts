import { refresh } from '../../api/resource'

/** Looks anew at whatever shows successes. */
export function successesChanged(id?: string): void {
  refresh('/successes')
  if (id) refresh(`/successes/${id}`)
  refresh('/timeline/months')
  refresh('/today')
}

/** Looks anew at whatever shows thanks. */
export function thanksChanged(): void {
  refresh('/appreciations?whose=for_me')
  refresh('/appreciations?whose=from_me')
  refresh('/today')
}
