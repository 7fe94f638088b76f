import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh, useResource } from '../../api/resource'
import type { Lead, Person, Wishes } from '../../api/types'
import { t } from '../../i18n'
import { me } from '../../stores'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Menu } from '../../ui/Menu'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { type Changes, change } from '../accounts/change'
import '../accounts/accounts.css'

interface SheetProps {
  open: boolean
  close: () => void
}

const mails = ['always', 'fallback', 'never'] as const
type ByMail = (typeof mails)[number]

export function byMail({ remind_by_email, email_as_fallback = true }: Person): ByMail {
  if (remind_by_email) return 'always'
  return email_as_fallback ? 'fallback' : 'never'
}

async function changeThem(changes: Changes): Promise<void> {
  if (await change(changes)) refresh('/upcoming')
}

export function MailSheet({ open, close }: SheetProps) {
  const person = me.value
  if (!person) return null
  const choose = (way: ByMail) =>
    change({
      remind_by_email: way === 'always',
      ...(way === 'always' ? {} : { email_as_fallback: way === 'fallback' }),
    })
  return (
    <Sheet open={open} title={t('push.email')} onClose={close}>
      <p class="quiet">{person.email}</p>
      <Menu
        label={t('push.email')}
        value={byMail(person)}
        options={mails.map((value) => ({ value, label: t(`push.email.${value}`) }))}
        onChange={(way) => {
          void choose(way)
          close()
        }}
      />
    </Sheet>
  )
}

const leads: readonly Lead[] = [0, 10, 30, 60, 180, 1440]
const HOUR = 60
const DAY = 1440

export function leadWords(minutes: number): string {
  if (minutes === 0) return t('push.lead.none')
  if (minutes === DAY) return t('push.lead.day')
  return minutes < HOUR
    ? t('push.lead.minutes', { count: minutes })
    : t('push.lead.hours', { count: minutes / HOUR })
}

/** Shows the wish at once, and takes it back when the server could not keep it. */
export async function wish(before: Wishes, changes: Partial<Wishes>): Promise<void> {
  keep('/wishes', { ...before, ...changes })
  try {
    keep('/wishes', await api.patch<Wishes>('/wishes', changes))
    refresh('/upcoming')
  } catch (error) {
    keep('/wishes', before)
    toast(explain(error))
  }
}

export function LeadSheet({ open, close }: SheetProps) {
  const { data: wishes } = useResource<Wishes>('/wishes')
  return (
    <Sheet open={open} title={t('push.lead_time')} onClose={close}>
      {wishes && (
        <Menu
          label={t('push.lead_time')}
          value={String(wishes.lead_minutes)}
          options={leads.map((minutes) => ({ value: String(minutes), label: leadWords(minutes) }))}
          onChange={(minutes) => {
            void wish(wishes, { lead_minutes: Number(minutes) as Lead })
            close()
          }}
        />
      )}
    </Sheet>
  )
}

export function QuietSheet({ open, close }: SheetProps) {
  const person = me.value
  if (!person) return null
  return (
    <Sheet open={open} title={t('push.quiet')} onClose={close}>
      <p class="quiet">{t('push.quiet.help')}</p>
      <div class="side-by-side">
        <Field
          label={t('push.quiet.from')}
          type="time"
          value={person.quiet_from.slice(0, 5)}
          onChange={(quiet_from) => quiet_from && void changeThem({ quiet_from })}
        />
        <Field
          label={t('push.quiet.until')}
          type="time"
          value={person.quiet_until.slice(0, 5)}
          onChange={(quiet_until) => quiet_until && void changeThem({ quiet_until })}
        />
      </div>
      <Button wide onClick={close}>
        {t('ui.done')}
      </Button>
    </Sheet>
  )
}
