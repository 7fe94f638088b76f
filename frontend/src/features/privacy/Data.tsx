import { useState } from 'preact/hooks'
import { explain } from '../../api/explain'
import { t } from '../../i18n'
import { Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { Bring } from './Bring'
import { File } from './File'
import { useExport } from './useExport'
import './privacy.css'

export default function Data() {
  const mine = useExport()
  const [busy, setBusy] = useState(false)
  const during = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <Screen
      title={t('data.title')}
      top={<TopBar to="/me" />}
      lead={<p class="quiet">{t('data.lead')}</p>}
      loading={mine.found === undefined && !mine.problem}
    >
      {mine.found === undefined ? (
        <Failure error={mine.problem} again={() => void mine.look()} />
      ) : (
        <File mine={mine} busy={busy} during={during} />
      )}
      <Bring busy={busy} during={during} />
      <Rows label={t('data.title')}>
        <Row label={t('data.kept')} help={t('data.kept.lead')} href="/me/data/kept" />
        <Row label={t('data.erase.row')} href="/me/erase" />
      </Rows>
    </Screen>
  )
}
