import { useEffect, useRef, useState } from 'preact/hooks'
import { api, Problem } from '../../../api/client'
import { explain } from '../../../api/explain'
import { keep } from '../../../api/resource'
import type { OwnTemplate } from '../../../api/types'
import { t } from '../../../i18n'
import { Card } from '../../../ui/Card'
import { saveFile } from '../../../ui/file'
import { Row, Rows } from '../../../ui/Rows'
import { toast } from '../../../ui/Toast'
import { OWN } from './own'
import './templates.css'

const MOST_BYTES = 1024 * 1024
const PACK = `${OWN}/pack`
const JSON_FILE = 'application/json'

/** What does not fit in a file, with the words that stand there. */
interface Fault {
  name: string
  line: number
  words: string
  detail: string
}

/** Own check-ins as a file: to give to friends, to keep, to take along. */
export function Files({ offered, closed }: { offered: readonly OwnTemplate[]; closed: boolean }) {
  const chooser = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<Fault>()
  const take = async (file: File) => {
    setFault(undefined)
    if (file.size > MOST_BYTES) return toast(t('data.import.large'))
    try {
      const before = offered.length
      const found = await sent(file)
      keep(OWN, found)
      const count = found.filter((one) => !one.put_away).length - before
      toast(count > 0 ? t('own.file.taken', { count }) : t('own.file.none'))
    } catch (error) {
      const wrong = await faultOf(error, file)
      if (wrong) setFault(wrong)
      else toast(explain(error))
    }
  }
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('own.file')}</h2>
      {fault && <AtFault key={`${fault.line} ${fault.words}`} fault={fault} />}
      <Rows>
        {offered.length > 0 && (
          <Row
            icon="save"
            label={t('own.file.save')}
            help={t('own.file.save.help')}
            onClick={() => void save()}
          />
        )}
        {!closed && (
          <Row
            icon="plus"
            label={t('own.file.take')}
            help={t('own.file.take.help')}
            onClick={() => chooser.current?.click()}
          />
        )}
      </Rows>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('own.file.take')}
        accept=".json,application/json"
        onChange={({ currentTarget: box }) => {
          const [file] = box.files ?? []
          if (file) void take(file)
          box.value = ''
        }}
      />
    </section>
  )
}

/** The line, as an editor shows it, so that it is found again there. */
function AtFault({ fault: { name, line, words, detail } }: { fault: Fault }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <div ref={box} role="alert">
      <Card hue="trouble">
        <h3>{t('own.fault', { line })}</h3>
        <p>{detail}</p>
        <pre class="line">
          <span class="quiet">{line}</span> {words.trim() || '…'}
        </pre>
        <p class="small quiet">{t('own.fault.nothing', { name })}</p>
      </Card>
    </div>
  )
}

const sent = (file: File) => api.post<OwnTemplate[]>(PACK, new Blob([file], { type: JSON_FILE }))

async function faultOf(error: unknown, file: File): Promise<Fault | undefined> {
  const wrong = error instanceof Problem ? error.errors[0] : undefined
  if (!wrong?.line) return undefined
  const lines = (await file.text()).split(/\r\n|\r|\n/)
  return { name: file.name, line: wrong.line, words: lines[wrong.line - 1] ?? '', detail: wrong.detail }
}

async function save(): Promise<void> {
  try {
    saveFile(await api.file(PACK), 'check-ins.json')
  } catch (error) {
    toast(explain(error))
  }
}
