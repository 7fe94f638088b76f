import { t } from '../i18n'
import { IconButton } from './Button'
import { tick } from './haptics'

interface Props {
  label: string
  /** What the number means, read out as it changes. */
  words: string
  value: number
  least: number
  most: number
  onChange: (value: number) => void
}

/** A small number, a little more or a little less. */
export function Stepper({ label, words, value, least, most, onChange }: Props) {
  const step = (to: number) => {
    if (to < least || to > most) return
    onChange(to)
    tick()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex box everywhere
    <div class="stepper" role="group" aria-label={label}>
      <IconButton
        icon="minus"
        label={t('ui.fewer')}
        aria-disabled={value <= least}
        onClick={() => step(value - 1)}
      />
      <output aria-live="polite">{words}</output>
      <IconButton
        icon="plus"
        label={t('ui.more')}
        aria-disabled={value >= most}
        onClick={() => step(value + 1)}
      />
    </div>
  )
}
