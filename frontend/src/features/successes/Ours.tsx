import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import type { Success } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/Toast'
import { calledBy } from '../spaces/called'
import { Photo } from './SuccessCard'
import { successesChanged } from './settle'
import './successes.css'

/** "Was this one of yours, together?" A no is told to nobody. */
export function Ours({ success }: { success: Success }) {
  const [busy, setBusy] = useState(false)
  const path = `/successes/${success.id}/confirmation`
  const during = async (work: () => Promise<unknown>, said?: string) => {
    setBusy(true)
    try {
      await work()
      successesChanged(success.id)
      if (said) toast(said, () => void during(() => api.del(path)))
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  const say = (ours: boolean) =>
    during(() => api.put(path, { ours }), t(ours ? 'success.ours.said' : 'success.ours.declined'))
  return (
    <section class="card asking" aria-labelledby={`asks-${success.id}`}>
      <h2 id={`asks-${success.id}`}>{t('success.ours')}</h2>
      <p class="small quiet">{t('success.ours.from', { name: calledBy(success.author) })}</p>
      <Photo success={success} />
      <p class="words">{success.words}</p>
      <div class="row wrap">
        <Button busy={busy} onClick={() => void say(true)}>
          {t('success.ours.yes')}
        </Button>
        <Button look="soft" busy={busy} onClick={() => void say(false)}>
          {t('success.ours.no')}
        </Button>
      </div>
    </section>
  )
}
