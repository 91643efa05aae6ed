import type { CaseloadRow, Flag } from '../../../api/therapist'
import { Button } from '../../parts/button'
import { Icon } from '../../parts/icon'
import { oneDecimal, painMove, percentWords } from '../../parts/staff/figures'
import { Move } from '../../parts/staff/pain-move'
import { ShareBar } from '../../parts/staff/share-bar'
import { t } from '../../parts/staff/words'
import { now } from '../../state/clock'
import { ago } from '../../words/dates'

/** Nothing known: a dash for the eye, a word for the ear. */
export function NoFigure() {
  return (
    <span class="hint">
      <span aria-hidden="true">{t('no.figure.shown')}</span>
      <span class="unseen">{t('no.figure')}</span>
    </span>
  )
}

export function Adherence({ row }: { row: CaseloadRow }) {
  if (row.adherence_7d === null) return <NoFigure />
  return (
    <span class="adherence">
      <b class="figures">{percentWords(row.adherence_7d)}</b>
      <ShareBar share={row.adherence_7d} />
    </span>
  )
}

export function Pain({ row }: { row: CaseloadRow }) {
  if (row.pain_mean_7d === null || !row.pain_moment) return <NoFigure />
  const move = painMove(row)
  return (
    <span class="pain-figure">
      <span class="pain-line">
        <b class="figures">{oneDecimal(row.pain_mean_7d)}</b>
        {move ? (
          <Move move={move} />
        ) : (
          <span class="hint">{t('caseload.pain.days', { count: row.pain_days_7d })}</span>
        )}
      </span>
      <span class="hint">{t(`moment.${row.pain_moment}`)}</span>
    </span>
  )
}

export function LastEntry({ row }: { row: CaseloadRow }) {
  return (
    <span class="stack-close">
      {row.last_entry_at ? ago(new Date(row.last_entry_at), now.value) : t('caseload.no.entry')}
      <Unreachable row={row} />
    </span>
  )
}

/** No way left to write to this patient, or one less. */
export function Unreachable({ row }: { row: CaseloadRow }) {
  if (row.reachable && !row.mail_bounced) return null
  return (
    <span>
      {row.reachable ? (
        <span class="badge">{t('caseload.mail_bounced')}</span>
      ) : (
        <span class="badge badge-attention">{t('caseload.unreachable')}</span>
      )}
    </span>
  )
}

/** Why to look at a patient, reason by reason. */
export function Reasons({ flags }: { flags: readonly Flag[] }) {
  return (
    <ul class="plain-list reasons">
      {flags.map((flag) => (
        <li key={flag.id}>
          <Icon name="alert" size={20} />
          {flag.reason}
        </li>
      ))}
    </ul>
  )
}

/** One tap for all the reasons of a patient; afterwards it says who has seen them. */
export function Seen({
  name,
  isSeen,
  busy,
  onSeen,
}: {
  name: string
  isSeen: boolean
  busy: boolean
  onSeen: () => void
}) {
  if (isSeen)
    return (
      <span class="badge badge-good">
        <Icon name="check" size={20} />
        {t('caseload.seen.by.you')}
      </span>
    )
  return (
    <span class="small-button">
      <Button aria-label={t('caseload.seen.of', { name })} disabled={busy} onClick={onSeen}>
        {t('caseload.seen')}
      </Button>
    </span>
  )
}
