import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { t } from '../../../i18n'
import { Card } from '../../../ui/Card'

interface Props {
  title: string
  /** How far back it looks. */
  aside?: string | undefined
  /** The same in one sentence. */
  sentence: string
  heads: readonly string[]
  rows: readonly (readonly string[])[]
  /** What stands at both ends of its lower edge. */
  ends?: readonly [string, string]
  children: ComponentChildren
}

/** A picture, the same in one sentence, and the same as a table. */
export function Figure({ title, aside, sentence, heads, rows, ends, children }: Props) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  return (
    <Card>
      <figure class="figure" aria-labelledby={`${id}-title`}>
        <figcaption class="row between wrap">
          <h3 id={`${id}-title`}>{title}</h3>
          {aside && <span class="small quiet">{aside}</span>}
        </figcaption>
        {children}
        <div class="row between wrap">
          {ends && (
            <span class="small quiet" aria-hidden="true">
              {ends[0]}
            </span>
          )}
          <button
            type="button"
            class="btn soft as-table"
            aria-expanded={asTable}
            aria-controls={`${id}-table`}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'pictures.no_table' : 'pictures.table')}
          </button>
          {ends && (
            <span class="small quiet" aria-hidden="true">
              {ends[1]}
            </span>
          )}
        </div>
        <p class="small quiet">{sentence}</p>
        <div id={`${id}-table`} hidden={!asTable}>
          {asTable && (
            <table>
              <caption class="hidden-words">{title}</caption>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(([first, ...others]) => (
                  <tr key={first}>
                    <th scope="row">{first}</th>
                    {others.map((cell, i) => (
                      <td key={heads[i + 1]}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </figure>
    </Card>
  )
}

/** Fewer points would be an anecdote. */
export function NotYet({ title }: { title: string }) {
  return (
    <Card>
      <h3>{title}</h3>
      <p class="quiet">{t('pictures.not_yet')}</p>
    </Card>
  )
}
