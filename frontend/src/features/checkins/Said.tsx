import type { ComponentChildren } from 'preact'
import type { Choice, Question, Value, Values } from '../../api/types'
import { date, t } from '../../i18n'

function labels(choices: readonly Choice[], keys: readonly string[]): string[] {
  return keys.map((key) => choices.find((choice) => choice.key === key)?.label ?? key)
}

function Quiet({ children }: { children: ComponentChildren }) {
  return <p class="small quiet">{children}</p>
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="stack tight">
      {lines.map((line) => (
        <li class="words" key={line}>
          {line}
        </li>
      ))}
    </ul>
  )
}

/** An answer as it is read: in the reader's serif, never as a form. */
export function Said({ question, value }: { question: Question; value: Value }) {
  switch (question.kind) {
    case 'scale':
      return <Degree value={value as number} options={question.options} />
    case 'choice':
      return <p class="words">{labels(question.options.choices, [value as string])[0]}</p>
    case 'feelings':
      return <Lines lines={[labels(question.options.words, value as string[]).join(' · ')]} />
    case 'text':
      return <p class="words">{value as string}</p>
    case 'appreciation':
      return <Lines lines={value as string[]} />
    case 'issue':
      return <Parts value={value as Values['issue']} />
    case 'topics': {
      const { chosen, own } = value as Values['topics']
      return <Lines lines={[...labels(question.options.topics, chosen), own].filter(Boolean)} />
    }
    case 'promise': {
      const { text, by } = value as Values['promise']
      return (
        <>
          <p class="words">{text}</p>
          {by && <Quiet>{t('checkin.promise.on', { day: date(by) })}</Quiet>}
        </>
      )
    }
  }
}

function Degree({
  value,
  options,
}: {
  value: number
  options: { min: number; max: number; low: string; high: string }
}) {
  const near = value - options.min < options.max - value ? options.low : options.high
  return (
    <p class="number">
      <strong>{value}</strong>{' '}
      <span class="small quiet">
        {value === options.min || value === options.max ? near : t('checkin.scale.of', { max: options.max })}
      </span>
    </p>
  )
}

function Parts({ value }: { value: Values['issue'] }) {
  return (
    <dl class="parts">
      {(['feeling', 'situation', 'need', 'request'] as const).map(
        (part) =>
          value[part] && (
            <div key={part}>
              <dt class="small quiet">{t(`checkin.issue.${part}`)}</dt>
              <dd class="words">{value[part]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
