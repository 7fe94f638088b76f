import { api } from '../../api/client'
import { date, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { saveFile } from '../../ui/file'
import { toast } from '../../ui/Toast'
import { confirming } from '../accounts/confirming'
import { type Export, isBusy, type useExport } from './useExport'

export interface Working {
  busy: boolean
  during: (work: () => Promise<void>) => Promise<void>
}

/** Everything to take along: asked for, made, saved, deleted. */
export function File({ mine, busy, during }: Working & { mine: ReturnType<typeof useExport> }) {
  const { found, set } = mine
  const ask = () => during(async () => set(await confirming(() => api.post<Export>('/exports'))))
  const remove = (one: Export) =>
    during(async () => {
      await api.del(`/exports/${one.id}`)
      set(null)
      toast(t('data.export.deleted'))
    })
  return (
    <Card>
      <h2>{t('data.export')}</h2>
      <p class="quiet">{t('data.export.text')}</p>
      <div role="status" class="stack tight">
        {isBusy(found) && found && <Making one={found} />}
        {found?.state === 'failed' && <p>{t('data.export.failed')}</p>}
        {found?.state === 'ready' && (
          <p>
            {t('data.export.ready', {
              date: date(found.expires_at, { weekday: 'long', day: 'numeric', month: 'long' }),
            })}
          </p>
        )}
      </div>
      {found?.state === 'ready' && (
        <Ready one={found} {...{ busy, during }} remove={() => void remove(found)} />
      )}
      {!isBusy(found) && found?.state !== 'ready' && (
        <Button wide busy={busy} onClick={() => void ask()}>
          {t(found ? 'data.export.again' : 'data.export.ask')}
        </Button>
      )}
    </Card>
  )
}

function Making({ one }: { one: Export }) {
  return (
    <>
      <p>{t('data.export.working')}</p>
      <progress
        value={one.done}
        max={one.of}
        aria-label={t('data.export.part', { done: one.done, of: one.of })}
      />
    </>
  )
}

function Ready({ one, busy, during, remove }: Working & { one: Export; remove: () => void }) {
  const save = () =>
    during(async () =>
      saveFile(
        await confirming(() => api.file(`/exports/${one.id}/file`)),
        `my-data-${one.created_at.slice(0, 10)}.zip`,
      ),
    )
  return (
    <>
      <p class="small quiet">{t('data.export.careful')}</p>
      <Button wide busy={busy} onClick={() => void save()}>
        {t('data.export.get')}
      </Button>
      <Button look="soft" wide onClick={remove}>
        {t('data.export.delete')}
      </Button>
    </>
  )
}
