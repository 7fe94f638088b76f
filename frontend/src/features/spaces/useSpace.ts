import { useEffect, useState } from 'preact/hooks'
import type { Space } from '../../api/types'
import { loadSpace, me, space } from '../../stores'

interface Found {
  /** undefined: not known yet · null: none */
  home: Space | null | undefined
  problem: unknown
  again: () => void
}

/** The space, asked for once more where the start of the app could not find out. */
export function useSpace(): Found {
  const [problem, setProblem] = useState<unknown>()
  const here = Boolean(me.value)
  const again = () => {
    setProblem(undefined)
    loadSpace().catch(setProblem)
  }
  useEffect(() => {
    if (here && space.peek() === undefined) again()
  }, [here])
  return { home: space.value, problem, again }
}
