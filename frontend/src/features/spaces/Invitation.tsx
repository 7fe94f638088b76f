import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { Invitation as Open } from '../../api/types'
import { date, t } from '../../i18n'
import { Bones } from '../../ui/Bones'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { toast } from '../../ui/Toast'
import { NotFor } from '../accounts/NotFor'
import './spaces.css'

/** undefined: not known yet · null: none is open */
export const invitation = signal<Open | null | undefined>(undefined)

export async function loadInvitation(): Promise<void> {
  try {
    invitation.value = await api.get<Open>('/space/invitation')
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'not_found')) throw error
    invitation.value = null
  }
}

/** `warn`: say whom this is not for, where it has not just been said. */
export function Invitation({ warn = false }: { warn?: boolean }) {
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const load = () => {
    setProblem(undefined)
    loadInvitation().catch(setProblem)
  }
  useEffect(load, [])
  const act = async (work: () => Promise<Open | null>) => {
    setBusy(true)
    try {
      invitation.value = await work()
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  const make = () => act(() => api.post<Open>('/space/invitation'))
  const withdraw = () => act(() => api.del('/space/invitation').then(() => null))
  const open = invitation.value
  if (problem) return <Failure error={problem} again={load} />
  if (open === undefined) return <Bones />
  if (open === null) {
    return (
      <>
        <Button wide busy={busy} onClick={() => void make()}>
          {t('invite.make')}
        </Button>
        {warn && <NotFor />}
      </>
    )
  }
  return (
    <>
      <Ticket open={open} />
      <div class="stack tight">
        <Button wide onClick={() => void share(open)}>
          {t(canShare() ? 'invite.share' : 'invite.copy')}
        </Button>
        <Button look="trouble" wide busy={busy} onClick={() => void withdraw()}>
          {t('invite.withdraw')}
        </Button>
      </div>
    </>
  )
}

function Ticket({ open }: { open: Open }) {
  const until = date(open.expires_at, { weekday: 'long', hour: '2-digit', minute: '2-digit' })
  return (
    <Card>
      <svg class="qr" viewBox={`0 0 ${open.qr.size} ${open.qr.size}`} role="img" aria-label={t('invite.qr')}>
        <rect width={open.qr.size} height={open.qr.size} fill="#fff" />
        <path d={open.qr.path} fill="#2b2431" />
      </svg>
      <p class="code">{open.shown}</p>
      <p class="center small quiet">{t('invite.until', { date: until })}</p>
    </Card>
  )
}

const canShare = () => 'share' in navigator

async function share(open: Open): Promise<void> {
  if (canShare()) {
    // Closing the share sheet is not a fault.
    await navigator.share({ text: t('invite.text'), url: open.link }).catch(() => undefined)
    return
  }
  const copied = await navigator.clipboard?.writeText(open.link).then(
    () => true,
    () => false,
  )
  toast(copied ? t('invite.copied') : open.link)
}
