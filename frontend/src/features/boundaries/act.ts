import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { refresh } from '../../api/resource'
import type { Agreement, Limit } from '../../api/types'
import { navigate } from '../../router'
import { toast } from '../../ui/Toast'
import { t } from './i18n'
import { later } from './later'
import { agreementPath, limited, limitPath, settled } from './useBoundaries'

/** Whether it was done; if not, why is told, and what is there now is fetched. */
async function tried(path: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    toast(explain(error))
    refresh(path)
    refresh('/boundaries')
    return false
  }
}

type Answer = 'consent' | 'refusal'

export function answer({ id, open }: Agreement, how: Answer): Promise<boolean> {
  return tried(agreementPath(id), async () => {
    settled(await api.put<Agreement>(`/agreements/${id}/versions/${open}/${how}`))
    toast(t(`boundaries.done.${how}`))
  })
}

export function takeBack({ id, open }: Agreement): Promise<boolean> {
  return tried(agreementPath(id), async () => {
    settled(await api.del<Agreement>(`/agreements/${id}/versions/${open}`))
    toast(t('boundaries.done.withdrawn'))
  })
}

/** The same words, to be looked at again later: the other is asked, like for any change. */
export function keepAsItIs({ id, open, holds, versions }: Agreement, review_on: string): Promise<boolean> {
  const words = versions.find((version) => version.id === holds)?.words
  return tried(agreementPath(id), async () => {
    settled(await api.post<Agreement>(`/agreements/${id}/versions`, { words, review_on, instead_of: open }))
    toast(t('boundaries.done.proposed'))
  })
}

export function end({ id, title }: Agreement): void {
  navigate('/us')
  later(id, t('boundaries.done.ended', { title }), () =>
    tried(agreementPath(id), async () => settled(await api.put<Agreement>(`/agreements/${id}/ending`))),
  )
}

export function note({ id }: Agreement, text: string): Promise<boolean> {
  return tried(agreementPath(id), async () => {
    settled(await api.put<Agreement>(`/agreements/${id}/note`, { text }))
    toast(t('boundaries.note.kept'))
  })
}

export function share({ id }: Limit, shared: boolean): Promise<boolean> {
  return tried(limitPath(id), async () => limited(await api.patch<Limit>(limitPath(id), { shared })))
}

export function letGo({ id, wordings }: Limit): void {
  navigate('/us')
  later(id, t('boundaries.done.let_go', { title: wordings[0]?.words.title ?? '' }), () =>
    tried(limitPath(id), async () => {
      await api.del(limitPath(id))
      refresh('/boundaries')
    }),
  )
}
