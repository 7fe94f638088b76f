import type { Choice, Question, QuestionOptions } from '../../../api/types'
import { t } from '../../../i18n'
import { IconButton } from '../../../ui/Button'
import { Field, TextArea } from '../../../ui/Field'
import { Segmented } from '../../../ui/Segmented'
import { Stepper } from '../../../ui/Stepper'
import { inWords } from '../../../ui/when'
import { LONGEST, MOST_ITEMS, MOST_LABELS } from './draft'
import type { Changing } from './QuestionSheet'

/** What a kind leaves open: words at both ends, things to choose from. */
export function Options({ question, onChange }: Changing) {
  const set = (options: Partial<QuestionOptions[Question['kind']]>) =>
    onChange({ ...question, options: { ...question.options, ...options } } as Question)
  switch (question.kind) {
    case 'scale':
      return <Ends options={question.options} set={set} />
    case 'choice':
      return (
        <Labels
          label={t('own.choices')}
          labels={question.options.choices}
          most={MOST_LABELS.choice}
          onChange={(choices) => set({ choices })}
        />
      )
    case 'feelings':
      return (
        <Labels
          label={t('own.feelings')}
          labels={question.options.words}
          most={MOST_LABELS.feelings}
          onChange={(words) => set({ words })}
        />
      )
    case 'topics':
      return (
        <Labels
          label={t('own.topics')}
          labels={question.options.topics}
          most={MOST_LABELS.topics}
          onChange={(topics) => set({ topics })}
        />
      )
    case 'appreciation':
      return (
        <div class="field">
          <span class="label" aria-hidden="true">
            {t('own.items')}
          </span>
          <Stepper
            label={t('own.items')}
            words={t('own.items.up_to', {
              count: question.options.items,
              items: inWords(question.options.items),
            })}
            value={question.options.items}
            least={1}
            most={MOST_ITEMS}
            onChange={(items) => set({ items })}
          />
        </div>
      )
    case 'text':
      return <Depths prompts={question.options.prompts} onChange={(prompts) => set({ prompts })} />
    default:
      return null
  }
}

interface EndsProps {
  options: QuestionOptions['scale']
  set: (options: Partial<QuestionOptions['scale']>) => void
}

function Ends({ options, set }: EndsProps) {
  const { min, max, low, high } = options
  const reach = `${min}-${max}`
  const reaches = [...new Set(['0-10', '1-5', reach])]
  return (
    <>
      <div class="field">
        <span class="label" aria-hidden="true">
          {t('own.reach')}
        </span>
        <Segmented
          label={t('own.reach')}
          value={reach}
          options={reaches.map((one) => {
            const [from, to] = one.split('-')
            return { value: one, label: t('own.reach.to', { from: from ?? '', to: to ?? '' }) }
          })}
          onChange={(one) => {
            const [from, to] = one.split('-').map(Number)
            set({ min: from ?? 0, max: to ?? 10 })
          }}
        />
      </div>
      <Field
        label={t('own.low')}
        maxLength={LONGEST.label}
        value={low}
        onChange={(words) => set({ low: words })}
      />
      <Field
        label={t('own.high')}
        maxLength={LONGEST.label}
        value={high}
        onChange={(words) => set({ high: words })}
      />
    </>
  )
}

interface LabelsProps {
  label: string
  labels: readonly Choice[]
  most: number
  onChange: (labels: Choice[]) => void
}

/** One line for each, and one more below the last. Its key stays with it, whatever it is called. */
function Labels({ label, labels, most, onChange }: LabelsProps) {
  const lines = labels.length < most && labels.at(-1)?.label !== '' ? [...labels, fresh(labels)] : labels
  const write = (place: number, words: string) =>
    onChange(lines.map((one, at) => (at === place ? { ...one, label: words } : one)))
  return (
    <fieldset class="field labels">
      <legend class="label">{label}</legend>
      {lines.map((one, place) => (
        <div class="row" key={one.key}>
          <input
            class="input"
            aria-label={t('own.label', { number: place + 1 })}
            maxLength={LONGEST.label}
            placeholder={t('own.label.more')}
            value={one.label}
            onInput={(event) => write(place, event.currentTarget.value)}
          />
          <IconButton
            icon="close"
            label={t('own.label.remove', { number: place + 1 })}
            aria-disabled={!one.label}
            onClick={() => one.label && onChange(labels.filter((other) => other.key !== one.key))}
          />
        </div>
      ))}
    </fieldset>
  )
}

function fresh(labels: readonly Choice[]): Choice {
  const numbers = labels.map((one) => Number(/^o(\d+)$/.exec(one.key)?.[1] ?? 0))
  return { key: `o${Math.max(0, ...numbers) + 1}`, label: '' }
}

const depths = ['light', 'middle', 'deep'] as const

/** A question that was copied with three depths keeps them. */
function Depths({
  prompts,
  onChange,
}: {
  prompts: string[] | undefined
  onChange: (prompts: string[]) => void
}) {
  if (!prompts) return null
  return (
    <>
      {depths.map((depth, place) => (
        <TextArea
          key={depth}
          short
          label={t(`own.depth.${depth}`)}
          limit={LONGEST.prompt}
          value={prompts[place] ?? ''}
          onChange={(words) => onChange(prompts.map((one, at) => (at === place ? words : one)))}
        />
      ))}
    </>
  )
}
