import { useId } from 'preact/hooks'
import { t } from '../i18n'
import { tick } from './haptics'

interface Props {
  label: string
  min: number
  max: number
  low: string
  high: string
  value: number | undefined
  onChange: (value: number) => void
}

const thumb = 32

function words({ min, max, low, high, value }: Props): string {
  if (value === undefined) return t('ui.slider.unset', { low, high })
  if (value === min) return t('ui.slider.end', { value, words: low })
  if (value === max) return t('ui.slider.end', { value, words: high })
  return t('ui.slider.between', { value, max, low, high })
}

export function Slider(props: Props) {
  const { label, min, max, low, high, value, onChange } = props
  const id = useId()
  const at = value ?? Math.round((min + max) / 2)
  const share = (at - min) / (max - min)
  const fill = value === undefined ? '0px' : `calc(${thumb / 2}px + (100% - ${thumb}px) * ${share})`
  const choose = (next: number) => {
    if (next === value) return
    tick()
    onChange(next)
  }
  return (
    <div class="slider">
      <output for={id} aria-hidden="true" class={value === undefined ? 'unset' : ''}>
        {value ?? <span>{t('ui.slider.hint')}</span>}
      </output>
      <input
        id={id}
        type="range"
        class={value === undefined ? 'unset' : ''}
        aria-label={label}
        aria-valuetext={words(props)}
        min={min}
        max={max}
        step={1}
        value={at}
        style={{ '--fill': fill }}
        onInput={(event) => choose(event.currentTarget.valueAsNumber)}
        // The middle can be meant too, and moves nothing.
        onClick={(event) => choose(event.currentTarget.valueAsNumber)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') choose(at)
        }}
      />
      <div class="row between small quiet" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </div>
  )
}
