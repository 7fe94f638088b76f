import { t } from '../../i18n'
import { Icon } from '../../ui/Icon'
import { Segmented } from '../../ui/Segmented'

interface Props {
  withPartner: boolean
  shared: boolean
  onChange: (shared: boolean) => void
}

/** Who will read this answer: always in sight, always the author's to change until the reveal. */
export function Label({ withPartner, shared, onChange }: Props) {
  if (!withPartner)
    return (
      <p class="row small quiet own">
        <Icon name="lock" size={18} />
        {t('checkin.label.alone')}
      </p>
    )
  return (
    <Segmented
      label={t('checkin.label')}
      value={shared ? 'shared' : 'kept'}
      options={[
        { value: 'shared', label: t('checkin.label.shared') },
        { value: 'kept', label: t('checkin.label.kept') },
      ]}
      onChange={(value) => onChange(value === 'shared')}
    />
  )
}
