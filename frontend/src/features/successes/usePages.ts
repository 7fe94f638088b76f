import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import { toast } from '../../ui/Toast'

interface Page<T> {
  items: T[]
  next: string | null
}

/** The first page, which the phone remembers, and those after it. */
export function usePages<T, P extends Page<T>>(path: string) {
  const first = useResource<P>(path)
  const [later, setLater] = useState<{ path: string; pages: P[] }>({ path, pages: [] })
  const [busy, setBusy] = useState(false)
  const pages = later.path === path ? later.pages : []
  const next = (pages.at(-1) ?? first.data)?.next
  const more = async () => {
    setBusy(true)
    try {
      const mark = `${path.includes('?') ? '&' : '?'}cursor=${next}`
      setLater({ path, pages: [...pages, await api.get<P>(path + mark)] })
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  const items: T[] = [...(first.data?.items ?? []), ...pages.flatMap((page) => page.items)]
  return { ...first, items, more: next ? more : undefined, busy }
}
