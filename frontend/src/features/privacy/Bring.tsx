import { useRef } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { t } from '../../i18n'
import { loadMe } from '../../stores'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { toast } from '../../ui/Toast'
import type { Working } from './File'

const MOST_BYTES = 4 * 1024 * 1024

/** Own words of another time, from a file saved before. */
export function Bring({ busy, during }: Working) {
  const chooser = useRef<HTMLInputElement>(null)
  const bring = (file: File) =>
    during(async () => {
      if (file.size > MOST_BYTES) toast(t('data.import.large'))
      else toast(await sent(file))
    })
  return (
    <Card>
      <h2>{t('data.import')}</h2>
      <p class="quiet">{t('data.import.text')}</p>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('data.import.choose')}
        accept=".zip,.json,application/zip,application/json"
        onChange={({ currentTarget: box }) => {
          const [file] = box.files ?? []
          if (file) void bring(file)
          box.value = ''
        }}
      />
      <Button look="outline" wide busy={busy} onClick={() => chooser.current?.click()}>
        {t('data.import.choose')}
      </Button>
    </Card>
  )
}

/** What to tell about it. */
async function sent(file: File): Promise<string> {
  try {
    const { added } = await api.post<{ added: number }>(
      '/imports',
      new Blob([file], { type: 'application/zip' }),
    )
    void loadMe()
    return added ? t('data.import.done', { count: added }) : t('data.import.none')
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error
    const place = error.errors[0]?.field ?? '/'
    return place === '/' ? t('data.import.unreadable') : t('data.import.unfit', { place })
  }
}
