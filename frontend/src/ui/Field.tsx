import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'

interface Around {
  label: string
  help?: string | undefined
  error?: string | undefined
}

interface Tied {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
}

/** Label, help and trouble, tied to whatever is inside. */
export function Labelled({
  label,
  help,
  error,
  children,
}: Around & { children: (tied: Tied) => ComponentChildren }) {
  const id = useId()
  const said = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children({ id, 'aria-describedby': said || undefined, 'aria-invalid': Boolean(error) })}
      {error && (
        <p class="problem" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type Passed = 'name' | 'autocomplete' | 'inputMode' | 'placeholder' | 'maxLength' | 'required' | 'disabled'
type More = 'min' | 'max' | 'autoCapitalize' | 'spellcheck' | 'enterkeyhint'

type FieldProps = Around & {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'date' | 'time' | 'search'
} & Partial<Pick<InputHTMLAttributes<HTMLInputElement>, Passed | More>>

export function Field({ label, help, error, value, onChange, type = 'text', ...rest }: FieldProps) {
  return (
    <Labelled label={label} help={help} error={error}>
      {(tied) => (
        <input
          {...({ ...rest, type } as object)}
          {...tied}
          class="input"
          value={value}
          onInput={({ currentTarget: box }) => {
            box.setCustomValidity(rest.required && box.value && !box.value.trim() ? t('ui.empty') : '')
            onChange(box.value)
          }}
        />
      )}
    </Labelled>
  )
}

type AreaProps = Around & {
  value: string
  limit: number
  short?: boolean
  /** The label is the heading of the screen already. */
  bare?: boolean
  onChange: (value: string) => void
} & Omit<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'value' | 'onChange' | 'label' | 'class' | 'short' | 'limit'
  >

const growsAlone = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

/** Grows with the words, and says how much room is left only when it gets tight. */
export function TextArea({
  label,
  help,
  error,
  value,
  limit,
  short = false,
  bare = false,
  onChange,
  ...rest
}: AreaProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const left = limit - [...value].length
  useLayoutEffect(() => {
    const box = area.current
    if (!box || growsAlone) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight + 2}px`
  }, [value])
  const box = (tied: Partial<Tied>) => (
    <>
      <textarea
        rows={short ? 1 : 4}
        {...rest}
        {...tied}
        ref={area}
        class={short ? 'input short' : 'input'}
        maxLength={limit}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {left < Math.min(200, limit / 4) && (
        <p class="help small quiet" role="status">
          {t('ui.room', { count: Math.max(0, left) })}
        </p>
      )}
    </>
  )
  if (bare) return <div class="field">{box({ 'aria-label': label } as Partial<Tied>)}</div>
  return (
    <Labelled label={label} help={help} error={error}>
      {box}
    </Labelled>
  )
}
