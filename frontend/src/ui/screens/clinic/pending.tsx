import type { MemberInvitation } from '../../../api/clinic'
import type { Page } from '../../../api/contract'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { say } from '../../parts/said'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import type { Loaded } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { clinics } from '../../state/clinics'
import { zone } from '../../state/clock'
import { dayAndMonth } from '../../words/dates'
import type { Place } from './end-sheet'
import { t } from './words'

interface RowProps {
  of: MemberInvitation
  clinic: Place
  onChange: (changed: MemberInvitation) => void
  onGone: () => void
}

function Acts({ of, clinic, onChange, onGone }: RowProps) {
  const resend = useSending(async () => {
    onChange(await clinics.resend(clinic.id, of.id))
    say(t('clinic.add.done', of))
  })
  const revoke = useSending(async () => {
    await clinics.revoke(clinic.id, of.id)
    say(t('clinic.pending.revoked'))
    onGone()
  })
  return (
    <div class="button-row small-button">
      {of.state !== 'declined' && (
        <Button
          icon="send"
          aria-label={t('clinic.pending.resend.of', of)}
          disabled={resend.sending}
          onClick={resend.send}
        >
          {t('clinic.pending.resend')}
        </Button>
      )}
      <Button aria-label={t('clinic.pending.revoke.of', of)} disabled={revoke.sending} onClick={revoke.send}>
        {t('clinic.pending.revoke')}
      </Button>
      <TroubleBanner trouble={resend.trouble ?? revoke.trouble} />
    </div>
  )
}

function stateWords(of: MemberInvitation): string {
  if (of.letter_returned) return t('clinic.pending.returned')
  if (of.state === 'declined') return t('clinic.pending.declined')
  if (of.state === 'expired') return t('clinic.pending.expired')
  return t('clinic.pending.open', { day: dayAndMonth(localDate(of.expires_at, zone.value)) })
}

function Row(props: RowProps) {
  const { of } = props
  return (
    <li class="member">
      <div class="member-words">
        <b>{of.name}</b>
        <p>{t(`clinic.role.${of.role}`)}</p>
        <p class="hint">
          {of.email}
          <br />
          {stateWords(of)}
        </p>
        <Acts {...props} />
      </div>
    </li>
  )
}

/** Whom the clinic has asked to work here and who has not answered yet. */
export function Pending({ clinic, page }: { clinic: Place; page: Loaded<Page<MemberInvitation>> }) {
  const waiting = page.found?.results ?? []
  const put = (changed: MemberInvitation) =>
    page.set((before) => ({
      ...before,
      results: before.results.map((one) => (one.id === changed.id ? changed : one)),
    }))
  const drop = (id: string) =>
    page.set((before) => ({ ...before, results: before.results.filter((one) => one.id !== id) }))
  if (!page.trouble && waiting.length === 0) return null
  return (
    <Card title={t('clinic.pending.title')}>
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      <ul class="plain-list members">
        {waiting.map((one) => (
          <Row key={one.id} of={one} clinic={clinic} onChange={put} onGone={() => drop(one.id)} />
        ))}
      </ul>
    </Card>
  )
}
