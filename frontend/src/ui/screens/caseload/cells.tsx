import type { CaseloadRow } from '../../../api/caseload'
import type { Flag } from '../../../api/flags'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Icon } from '../../parts/icon'
import { painMove } from '../../parts/staff/figures'
import { seenWords } from '../../parts/staff/flag-words'
import { Move } from '../../parts/staff/pain-move'
import { ShareBar } from '../../parts/staff/share-bar'
import { t } from '../../parts/staff/words'
import { now, zone } from '../../state/clock'
import { ago, dayAndMonth } from '../../words/dates'
import { oneDecimal, percentWords } from '../../words/figures'
import { isOpen } from './use-caseload'

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

/** What must be known before any figure: the plan rests for a warning sign, and feet that may not hurt in time. */
export function Alarms({ row }: { row: CaseloadRow }) {
  if (!row.plan_paused_since && !row.may_feel_less) return null
  const day = row.plan_paused_since && dayAndMonth(localDate(row.plan_paused_since, zone.value))
  return (
    <span class="row-meta">
      {day && (
        <span class="badge badge-attention">
          <Icon name="pause" size={20} />
          {t('caseload.paused')} {t('caseload.paused.since', { day })}
        </span>
      )}
      {row.may_feel_less && <span class="badge">{t('caseload.numb')}</span>}
    </span>
  )
}

/** Why to look at a patient, reason by reason, the most urgent first; what was only seen stays in sight below. */
export function Reasons({ flags }: { flags: readonly Flag[] }) {
  return (
    <ul class="plain-list reasons">
      {flags.filter(isOpen).map((flag) => (
        <li key={flag.id}>
          <Icon name="alert" size={20} />
          {flag.reason}
        </li>
      ))}
      {flags
        .filter((flag) => !isOpen(flag))
        .map((flag) => (
          <li key={flag.id} class="reason-seen">
            <Icon name="check" size={20} />
            <span>
              {flag.reason} <span class="hint">{seenWords(flag)}</span>
            </span>
          </li>
        ))}
    </ul>
  )
}

/** One tap for all the reasons of a patient that nobody has seen, and one to take it back. */
export function Seen({ name, flags, busy, mayUndo, onSeen, onUndo }: SeenProps) {
  if (flags.some((flag) => isOpen(flag) && flag.may_act))
    return (
      <span class="small-button">
        <Button aria-label={t('caseload.seen.of', { name })} disabled={busy} onClick={onSeen}>
          {t('caseload.seen')}
        </Button>
      </span>
    )
  if (!flags.some(mayUndo)) return null
  return (
    <span class="small-button">
      <Button aria-label={t('caseload.undo.of', { name })} disabled={busy} onClick={onUndo}>
        {t('caseload.undo')}
      </Button>
    </span>
  )
}

interface SeenProps {
  name: string
  flags: readonly Flag[]
  busy: boolean
  mayUndo: (flag: Flag) => boolean
  onSeen: () => void
  onUndo: () => void
}
