import { t } from '../i18n'

/** One dash for each question. */
export function Progress({ step, of, counted = true }: { step: number; of: number; counted?: boolean }) {
  return (
    <>
      <div class="progress" aria-hidden="true">
        {Array.from({ length: of }, (_, i) => (
          <i key={i} class={i < step ? 'on' : ''} />
        ))}
      </div>
      {counted && <span class="small quiet">{t('ui.progress', { step, of })}</span>}
    </>
  )
}
