import { t } from '../i18n'

/** The shape of what is coming; only appears when it takes longer than a blink. */
export function Bones() {
  return (
    <>
      <p class="hidden-words" role="status">
        {t('nav.loading')}
      </p>
      <div class="bones" aria-hidden="true">
        <i class="title" />
        <i class="block" />
        <i />
        <i class="half" />
      </div>
    </>
  )
}
