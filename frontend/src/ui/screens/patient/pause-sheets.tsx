import type { Prescribed } from '../../../api/answers'
import { END_REASONS, type EndReason, HOLD_REASONS, type HoldReason } from '../../../api/prescribing'
import { Button } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { DraftLine } from '../../parts/draft-line'
import { TextField } from '../../parts/field'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { isWarning, scheduleWords } from '../../parts/staff/plan-words'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { therapist } from '../../state/therapist'
import { listed } from '../../words/dates'
import { t } from './words'

interface SheetProps {
  of: Prescribed
  onDone: (changed: Prescribed) => void
  onClose: () => void
}

interface Holding {
  readonly reason: HoldReason | null
  readonly until: string
  readonly note: string
}

interface Ending {
  readonly reason: EndReason | null
  readonly lastOn: string
}

/** Pauses an assignment from today on. */
export function HoldSheet({ of, onDone, onClose }: SheetProps) {
  const draft = useDraft<Holding>(`hold.${of.id}`, { reason: null, until: '', note: '' }, 'tab')
  const { reason, until, note } = draft.value
  const { send, sending, trouble } = useSending(async () => {
    if (!reason) return
    const hold = { reason, note: note.trim(), ...(until && { until_on: until }) }
    const held = await therapist.hold(of.id, hold)
    draft.drop()
    onDone(held)
    say(t('hold.done'))
  })
  const foot = (
    <Button kind="main" wide disabled={sending || !reason} onClick={send}>
      {t('hold.action')}
    </Button>
  )
  return (
    <Sheet title={t('hold.title', of)} onClose={onClose} foot={foot}>
      <DraftLine draft={draft} />
      <p>{t('hold.words')}</p>
      <OneOf
        legend={t('hold.reason')}
        options={HOLD_REASONS.map((value) => ({ value, label: t(`reason.${value}.pick`) }))}
        value={reason}
        onChange={(chosen) => draft.change({ reason: chosen })}
      />
      <TextField
        type="date"
        label={t('hold.until')}
        hint={t('hold.until.hint')}
        error={trouble?.fields.until_on}
        value={until}
        onInput={(event) => draft.change({ until: event.currentTarget.value })}
      />
      <TextField
        label={t('hold.note')}
        hint={t('optional')}
        maxLength={500}
        value={note}
        onInput={(event) => draft.change({ note: event.currentTarget.value })}
      />
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}

/** Goes on with an assignment, or after a warning sign with all of `resting`, from today. */
export function ResumeSheet({
  of,
  resting,
  onDone,
  onClose,
}: SheetProps & { resting: readonly Prescribed[] }) {
  const draft = useDraft(`resume.${of.id}`, { reason: '' }, 'tab')
  const warning = isWarning(of)
  const { send, sending, trouble } = useSending(async () => {
    const changed = await therapist.resume(of.id, draft.value.reason.trim())
    draft.drop()
    onDone(changed)
    say(t(warning ? 'plan.resumed.warning' : 'plan.resumed'))
  })
  const foot = (
    <Button kind="main" wide disabled={sending} onClick={send}>
      {t('resume.action')}
    </Button>
  )
  const names = listed(resting.map(({ name }) => name))
  return (
    <Sheet title={warning ? t('resume.title.warning') : t('resume.title', of)} onClose={onClose} foot={foot}>
      <p>
        {warning ? t('resume.words.warning', { names }) : t('resume.words', { schedule: scheduleWords(of) })}
      </p>
      <TextField
        label={t('resume.reason')}
        hint={t('resume.reason.hint')}
        maxLength={120}
        value={draft.value.reason}
        onInput={(event) => draft.change({ reason: event.currentTarget.value })}
      />
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}

/** Ends an assignment for good. */
export function EndSheet({ of, onDone, onClose }: SheetProps) {
  const draft = useDraft<Ending>(`end.${of.id}`, { reason: null, lastOn: '' }, 'tab')
  const { reason, lastOn } = draft.value
  const { send, sending, trouble } = useSending(async () => {
    if (!reason) return
    const ended = await therapist.end(of.id, reason, lastOn || undefined)
    draft.drop()
    onDone(ended)
    say(t('end.done'))
  })
  const foot = (
    <Button kind="danger" wide disabled={sending || !reason} onClick={send}>
      {t('end.action')}
    </Button>
  )
  return (
    <Sheet title={t('end.title', of)} onClose={onClose} foot={foot}>
      <DraftLine draft={draft} />
      <p>{t('end.words')}</p>
      <OneOf
        legend={t('end.reason')}
        options={END_REASONS.map((value) => ({ value, label: t(`reason.${value}.pick`) }))}
        value={reason}
        onChange={(chosen) => draft.change({ reason: chosen })}
      />
      <TextField
        type="date"
        label={t('end.on')}
        hint={t('end.on.hint')}
        error={trouble?.fields.ends_on}
        value={lastOn}
        onInput={(event) => draft.change({ lastOn: event.currentTarget.value })}
      />
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}
