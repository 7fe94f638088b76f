import { useState } from 'preact/hooks'
import { api } from '../../../api/client'
import { explain } from '../../../api/explain'
import { refresh } from '../../../api/resource'
import { t } from '../../../i18n'
import { useNote } from '../../../offline/notes'
import { Button } from '../../../ui/Button'
import { plus } from '../../../ui/days'
import { TextArea } from '../../../ui/Field'
import { Picks } from '../../../ui/Segmented'
import { toast } from '../../../ui/Toast'
import { today } from '../../../ui/when'

const LIMIT = 300
const WHEN = ['none', '1', '7', '14'] as const
type When = (typeof WHEN)[number]

/** What will each of us do? One small promise of one's own, now that both were heard. */
export function SmallPromise({ topic, checkIn }: { topic: string; checkIn: string }) {
  const { words = '', write, drop } = useNote<string>(`promise/${topic}`, '')
  const [when, setWhen] = useState<When>('none')
  const [busy, setBusy] = useState(false)
  const promise = async () => {
    if (!words.trim()) return
    setBusy(true)
    const by = when === 'none' ? null : plus(today(), Number(when))
    try {
      await api.post('/promises', { text: words.trim(), by, shared: true, remind: false, check_in: checkIn })
      await drop()
      write('')
      refresh('/promises')
      toast(t('talk.promise.done'))
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <section class="card">
      <h2>{t('talk.promise.title')}</h2>
      <TextArea
        bare
        short
        label={t('talk.promise.label')}
        placeholder={t('talk.promise.label')}
        limit={LIMIT}
        value={words}
        onChange={write}
      />
      {words.trim() && (
        <>
          <Picks<When>
            label={t('talk.promise.when')}
            value={when}
            options={WHEN.map((value) => ({ value, label: t(`talk.promise.${value}`) }))}
            onChange={setWhen}
          />
          <Button look="outline" wide busy={busy} onClick={promise}>
            {t('talk.promise.go')}
          </Button>
        </>
      )}
    </section>
  )
}
