import { useRef, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { toast } from '../../ui/Toast'
import { shrink } from './shrink'

interface Props {
  /** The address of what was chosen. */
  shown: string | undefined
  put: (picture: Blob | undefined) => void
}

/** One picture, if one likes. */
export function PictureField({ shown, put }: Props) {
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const take = async (file: File) => {
    setBusy(true)
    try {
      put(await shrink(file))
    } catch {
      toast(t('success.picture.unreadable'))
    }
    setBusy(false)
  }
  return (
    <div class="stack tight">
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('success.picture.add')}
        onChange={({ currentTarget: box }) => {
          const [file] = box.files ?? []
          if (file) void take(file)
          box.value = ''
        }}
      />
      {shown && <img class="picture" src={shown} alt={t('success.picture')} />}
      <div class="row wrap">
        <Button look={shown ? 'soft' : 'outline'} busy={busy} onClick={() => chooser.current?.click()}>
          <Icon name="picture" size={20} />
          {t(shown ? 'success.picture.other' : 'success.picture.add')}
        </Button>
        {shown && (
          <Button look="soft" onClick={() => put(undefined)}>
            {t('success.picture.remove')}
          </Button>
        )}
      </div>
      <p class="small quiet">{t('success.picture.help')}</p>
    </div>
  )
}
