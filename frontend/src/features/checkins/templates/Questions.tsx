import { useState } from 'preact/hooks'
import type { Kind, Question } from '../../../api/types'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/Button'
import { Menu } from '../../../ui/Menu'
import { Sheet } from '../../../ui/Sheet'
import { toast } from '../../../ui/Toast'
import { add, change, type Draft, kinds, MOST_QUESTIONS, move, newQuestion, remove } from './draft'
import { QuestionSheet } from './QuestionSheet'

interface Props {
  draft: Draft
  /** The one at fault. */
  at: number | undefined
  write: (draft: Draft) => void
}

/** The questions in their order, each a card. */
export function Questions({ draft, at, write }: Props) {
  const [open, setOpen] = useState<number>()
  const [adding, setAdding] = useState(false)
  const { questions } = draft
  const editing = open === undefined ? undefined : questions[open]
  const begin = (kind: Kind) => {
    setAdding(false)
    write(add(draft, newQuestion(kind, questions)))
    setOpen(questions.length)
  }
  return (
    <section class="stack">
      <h2>{t('own.questions')}</h2>
      {!questions.length && <p class="quiet">{t('own.questions.none')}</p>}
      <ol class="stack">
        {questions.map((question, place) => (
          <QuestionCard
            key={question.key}
            question={question}
            place={place}
            of={questions.length}
            wrong={place === at}
            onOpen={() => setOpen(place)}
            onMove={(to) => write(move(draft, place, to))}
            onRemove={() => {
              write(remove(draft, place))
              toast(t('own.removed'), () => write(draft))
            }}
          />
        ))}
      </ol>
      {questions.length < MOST_QUESTIONS ? (
        <Button look="outline" wide onClick={() => setAdding(true)}>
          {t('own.add')}
        </Button>
      ) : (
        <p class="small quiet">{t('own.full')}</p>
      )}
      <Sheet open={adding} title={t('own.add')} onClose={() => setAdding(false)}>
        <Menu
          label={t('own.kind')}
          value={'' as Kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`own.kind.${kind}`) }))}
          onChange={begin}
        />
      </Sheet>
      <QuestionSheet
        question={editing}
        taken={questions}
        onChange={(question) => open !== undefined && write(change(draft, question, open))}
        onClose={() => setOpen(undefined)}
      />
    </section>
  )
}

interface CardProps {
  question: Question
  place: number
  of: number
  wrong: boolean
  onOpen: () => void
  onMove: (to: number) => void
  onRemove: () => void
}

function QuestionCard({ question, place, of, wrong, onOpen, onMove, onRemove }: CardProps) {
  const words = question.prompt || t('own.unwritten')
  const number = place + 1
  return (
    <li class={wrong ? 'card asked wrong' : 'card asked'}>
      <button
        type="button"
        class="open"
        onClick={onOpen}
        aria-label={t('own.question.change', { number, words })}
      >
        <span class={question.prompt ? 'words' : 'words quiet'}>{words}</span>
        <span class="small quiet">
          {t('own.question.is', {
            kind: t(`own.kind.${question.kind}`),
            label: t(question.shared_by_default ? 'own.shared' : 'own.kept'),
          })}
        </span>
      </button>
      <div class="row tools">
        <IconButton
          icon="up"
          label={t('own.up', { number })}
          aria-disabled={place === 0}
          onClick={() => place > 0 && onMove(place - 1)}
        />
        <IconButton
          icon="down"
          label={t('own.down', { number })}
          aria-disabled={place === of - 1}
          onClick={() => place < of - 1 && onMove(place + 1)}
        />
        <span class="grow" />
        <IconButton icon="trash" label={t('own.remove', { number })} onClick={onRemove} />
      </div>
    </li>
  )
}
