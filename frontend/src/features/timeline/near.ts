import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Long enough that what only flies past is left alone. */
const SETTLED = 120
const listeners = new WeakMap<Element, (near: boolean, height: number) => void>()
let observer: IntersectionObserver | undefined

/** One observer for all: a screen above, and two below. */
function watch(element: Element, listener: (near: boolean, height: number) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        listeners.get(target)?.(isIntersecting, boundingClientRect.height)
    },
    { rootMargin: '100% 0px 200% 0px' },
  )
  listeners.set(element, listener)
  observer.observe(element)
  return () => {
    listeners.delete(element)
    observer?.unobserve(element)
  }
}

interface Near<E extends Element> {
  ref: RefObject<E | null>
  near: boolean
  /** As if it were. */
  ask: () => void
}

/** Whether something is on the screen or about to be; it says how high it was when it goes. */
export function useNear<E extends Element>(onLeave: (height: number) => void): Near<E> {
  const ref = useRef<E>(null)
  const [near, setNear] = useState(false)
  const leave = useRef(onLeave)
  leave.current = onLeave
  useEffect(() => {
    if (!ref.current || !('IntersectionObserver' in globalThis)) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let here: boolean | undefined
    const arrive = () => {
      here = true
      setNear(true)
    }
    const stop = watch(ref.current, (now, height) => {
      clearTimeout(timer)
      if (now) timer = setTimeout(arrive, here === undefined ? 0 : SETTLED)
      else {
        if (here) leave.current(height)
        here = false
        setNear(false)
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return { ref, near, ask: () => setNear(true) }
}

/** Which of these sections is under the top of the screen. */
export function useCurrent(ids: readonly string[]): number {
  const [current, setCurrent] = useState(0)
  useEffect(() => {
    if (!('IntersectionObserver' in globalThis)) return
    const line = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) setCurrent(Math.max(0, ids.indexOf(target.id)))
      },
      { rootMargin: '-12% 0px -88% 0px' },
    )
    for (const id of ids) {
      const section = document.getElementById(id)
      if (section) line.observe(section)
    }
    return () => line.disconnect()
  }, [ids])
  return current
}
