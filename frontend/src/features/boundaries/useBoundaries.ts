import { keep, refresh, useResource } from '../../api/resource'
import type { Agreement, Boundaries, Limit } from '../../api/types'

/** All of it by name. */
export const useBoundaries = () => useResource<Boundaries>('/boundaries')

export const agreementPath = (id: string) => `/agreements/${id}`
export const limitPath = (id: string) => `/limits/${id}`

/** What the server said after something was done there. */
export function settled(agreement: Agreement): void {
  keep(agreementPath(agreement.id), agreement)
  refresh('/boundaries')
  refresh('/timeline')
}

export function limited(limit: Limit): void {
  keep(limitPath(limit.id), limit)
  refresh('/boundaries')
}
