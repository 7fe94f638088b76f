import { useEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import type { components } from '../../api/schema'

export type Export = components['schemas']['ExportShape']
const NEXT_LOOK = 1500
const busy = new Set<Export['state']>(['waiting', 'working'])

export const isBusy = (one: Export | null | undefined) => Boolean(one && busy.has(one.state))

/** The one file there can be, looked at again while it is being made. undefined: not known yet · null: none. */
export function useExport() {
  const [found, setFound] = useState<Export | null>()
  const [problem, setProblem] = useState<Problem>()
  const look = async () => {
    try {
      setFound((await api.get<Export[]>('/exports'))[0] ?? null)
      setProblem(undefined)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  useEffect(() => void look(), [])
  useEffect(() => {
    if (!isBusy(found)) return
    const timer = setTimeout(() => void look(), NEXT_LOOK)
    return () => clearTimeout(timer)
  }, [found])
  return { found, problem, look, set: setFound }
}
