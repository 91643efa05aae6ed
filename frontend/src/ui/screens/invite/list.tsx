import type { SentInvitation } from '../../../api/answers'
import type { Page } from '../../../api/contract'
import { cameBack, isTold, type KnownInvitation } from '../../../api/invitations'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { say } from '../../parts/said'
import { careWords } from '../../parts/staff/conditions'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import type { Loaded } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { zone } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { t } from './words'

interface RowProps {
  of: KnownInvitation
  nameOf: (condition: string) => string
  onSent: (sent: SentInvitation) => void
  onChange: (changed: KnownInvitation) => void
}

/** The invited person's name, or that it is not ours to know. */
const nameIn = (of: KnownInvitation): string =>
  of.name ?? t('invite.unnamed', { day: dayAndMonth(localDate(of.created_at, zone.value)) })

function Acts({ of, onSent, onChange }: RowProps) {
  const resend = useSending(async () => {
    const sent = await therapist.resendInvitation(of.id)
    onChange(sent)
    if (isTold(sent)) onSent(sent)
    else say(t('invite.resent'))
  })
  const revoke = useSending(async () => {
    onChange(await therapist.revokeInvitation(of.id))
    say(t('invite.revoked'))
  })
  if (of.state === 'accepted' || of.state === 'revoked') return null
  return (
    <div class="button-row small-button">
      <Button
        icon="send"
        aria-label={t('invite.resend.of', { name: nameIn(of) })}
        disabled={resend.sending}
        onClick={resend.send}
      >
        {t('invite.resend')}
      </Button>
      {of.state === 'open' && (
        <Button
          aria-label={t('invite.revoke.of', { name: nameIn(of) })}
          disabled={revoke.sending}
          onClick={revoke.send}
        >
          {t('invite.revoke')}
        </Button>
      )}
      <TroubleBanner trouble={resend.trouble ?? revoke.trouble} />
    </div>
  )
}

const TONES = { open: 'badge badge-good', accepted: 'badge', expired: 'badge', revoked: 'badge' } as const

function Row(props: RowProps) {
  const { of, nameOf } = props
  const returned = cameBack(of)
  const until = t('invite.until.day', { day: dayAndMonth(localDate(of.expires_at, zone.value)) })
  return (
    <li class="invitation">
      <div class="assignment-head">
        <b>{nameIn(of)}</b>
        {returned ? (
          <span class="badge badge-attention">{t('invite.state.returned')}</span>
        ) : (
          <span class={TONES[of.state]}>{t(`invite.state.${of.state}`)}</span>
        )}
      </div>
      {of.email && <p class="hint">{of.email}</p>}
      {returned && <p>{t('invite.returned')}</p>}
      <p class="hint">
        {of.condition && of.foot && (
          <>
            {careWords(nameOf(of.condition), of.foot)}
            <br />
          </>
        )}
        {[of.invited_by ? t('invite.by', { name: of.invited_by }) : '', of.state === 'open' ? until : '']
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Acts {...props} />
    </li>
  )
}

/** The invitations of one's clinics: those that wait, and what became of the earlier ones. */
export function Invitations({
  page,
  ...row
}: Omit<RowProps, 'of' | 'onChange'> & { page: Loaded<Page<KnownInvitation>> }) {
  const all = page.found?.results ?? []
  const waiting = all.filter(({ state }) => state === 'open')
  const earlier = all.filter(({ state }) => state !== 'open')
  const take = (changed: KnownInvitation) =>
    page.set((before) => ({
      ...before,
      results: before.results.map((one) => (one.id === changed.id ? changed : one)),
    }))
  return (
    <Card title={t('invite.list.title')}>
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      {page.found && waiting.length === 0 && <p>{t('invite.list.none')}</p>}
      <ul class="plain-list invitations">
        {waiting.map((one) => (
          <Row key={one.id} of={one} onChange={take} {...row} />
        ))}
      </ul>
      {earlier.length > 0 && (
        <details class="fold">
          <summary>{t('invite.list.earlier')}</summary>
          <ul class="plain-list invitations">
            {earlier.map((one) => (
              <Row key={one.id} of={one} onChange={take} {...row} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}
