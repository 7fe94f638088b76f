import type { OwnTemplate } from '../../../api/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { Card } from '../../../ui/Card'
import { type Draft, draftOf } from './draft'

interface Props {
  old: OwnTemplate
  draft: Draft
  write: (draft: Draft) => void
}

/** There is a newer version than the one this was begun from. Nothing written here is lost either way. */
export function Changed({ old, draft, write }: Props) {
  return (
    <div role="status">
      <Card hue="sunk">
        <h2>{t('own.changed')}</h2>
        <p class="quiet">{t('own.changed.text')}</p>
        <div class="row wrap">
          <Button look="outline" onClick={() => write(draftOf(old))}>
            {t('own.changed.theirs')}
          </Button>
          <Button look="soft" onClick={() => write({ ...draft, version: old.version })}>
            {t('own.changed.mine')}
          </Button>
        </div>
      </Card>
    </div>
  )
}
