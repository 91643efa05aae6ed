import { useState } from 'preact/hooks'
import { type Flag, isReasonToLook, type Page } from '../../../api/therapist'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { TextArea } from '../../parts/field'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { zone } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { evidenceWords } from './evidence'
import { t } from './words'

const dayOf = (instant: string) => dayAndMonth(localDate(instant, zone.value))

function stateWords(flag: Flag): string {
  const since = t('patient.flag.since', { day: dayOf(flag.since) })
  const owner = flag.owner?.name
  if (flag.state === 'resolved') return t('patient.flag.settled')
  if (flag.state === 'acknowledged')
    return `${since} · ${owner ? t('patient.flag.seen.by', { name: owner }) : t('patient.flag.is.seen')}`
  return owner ? `${since} · ${t('patient.flag.owner', { name: owner })}` : since
}

function SettleSheet({
  flag,
  onSettled,
  onClose,
}: {
  flag: Flag
  onSettled: (flag: Flag) => void
  onClose: () => void
}) {
  const draft = useDraft(`flag.${flag.id}`, { note: '' }, 'tab')
  const { note } = draft.value
  const { send, sending, trouble } = useSending(async () => {
    const settled = await therapist.resolveFlag(flag.id, note.trim())
    draft.drop()
    onSettled(settled)
    say(t('patient.flag.settled.said'))
  })
  const foot = (
    <Button kind="main" wide disabled={sending} onClick={send}>
      {t('patient.flag.settle')}
    </Button>
  )
  return (
    <Sheet title={t('patient.flag.settle.title')} onClose={onClose} foot={foot}>
      <p>
        <b>{t(`flag.${flag.rule}`)}</b> {flag.reason}
      </p>
      <p class="hint">{t('patient.flag.settle.words')}</p>
      <TextArea
        label={t('patient.flag.settle.note')}
        hint={t('patient.flag.settle.note.hint')}
        maxLength={1000}
        value={note}
        onInput={(event) => draft.change({ note: event.currentTarget.value })}
      />
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}

function Acts({ flag, onChange }: { flag: Flag; onChange: (flag: Flag) => void }) {
  const [settling, setSettling] = useState(false)
  const seen = useSending(async () => {
    onChange(await therapist.acknowledgeFlag(flag.id))
    say(t('patient.flag.seen.said'))
  })
  const settled = (changed: Flag) => {
    setSettling(false)
    onChange(changed)
  }
  const rule = { rule: t(`flag.${flag.rule}`) }
  if (flag.state === 'resolved') return null
  return (
    <div class="flag-acts small-button">
      {flag.state === 'open' && (
        <Button
          icon="check"
          aria-label={t('patient.flag.seen.of', rule)}
          disabled={seen.sending}
          onClick={seen.send}
        >
          {t('patient.flag.seen')}
        </Button>
      )}
      <Button aria-label={t('patient.flag.settle.of', rule)} onClick={() => setSettling(true)}>
        {t('patient.flag.settle')}
      </Button>
      <TroubleBanner trouble={seen.trouble} onRetry={seen.send} />
      {settling && <SettleSheet flag={flag} onSettled={settled} onClose={() => setSettling(false)} />}
    </div>
  )
}

type NameOf = (slug: string) => string

function FlagRow({ flag, nameOf, onChange }: { flag: Flag; nameOf: NameOf; onChange: (flag: Flag) => void }) {
  return (
    <li class={`flag flag-${flag.state}`}>
      <div class="flag-words">
        <p>
          <b>{t(`flag.${flag.rule}`)}</b> <span class="hint">{stateWords(flag)}</span>
        </p>
        <p>{flag.reason}</p>
        <details class="fold">
          <summary>{t('patient.flag.evidence')}</summary>
          <ul class="bullets evidence">
            {flag.evidence.map((one) => (
              <li key={JSON.stringify(one)}>{evidenceWords(one, nameOf)}</li>
            ))}
          </ul>
        </details>
      </div>
      <Acts flag={flag} onChange={onChange} />
    </li>
  )
}

function Earlier({ patient }: { patient: string }) {
  const { found, trouble, reload } = useLoading<Page<Flag>>(`resolved flags ${patient}`, () =>
    therapist.flags({ patient, state: 'resolved', limit: 20 }),
  )
  if (trouble) return <TroubleBanner trouble={trouble} onRetry={reload} />
  if (!found) return <Loading />
  if (found.results.length === 0) return <p class="hint">{t('patient.flags.earlier.none')}</p>
  return (
    <ul class="plain-list earlier">
      {found.results.map((flag) => (
        <li key={flag.id}>
          <b>{t(`flag.${flag.rule}`)}</b> {flag.reason}{' '}
          <span class="hint">
            {flag.resolved_at && t('patient.flag.settled.on', { day: dayOf(flag.resolved_at) })}
            {flag.note && ` · ${flag.note}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Why to look at this patient: each reason with what it rests on, and what was done about it. */
export function Flags({
  patient,
  flags,
  nameOf,
  onChange,
}: {
  patient: string
  flags: readonly Flag[]
  nameOf: NameOf
  onChange: (flag: Flag) => void
}) {
  const [earlier, setEarlier] = useState(false)
  const isCalm = flags.every((flag) => flag.state === 'resolved' || !isReasonToLook(flag))
  return (
    <div class="flags-card">
      <Card title={t('patient.flags.title')} tone={isCalm ? 'plain' : 'attention'}>
        {flags.length === 0 ? (
          <p>{t('patient.flags.none')}</p>
        ) : (
          <ul class="plain-list flags">
            {flags.map((flag) => (
              <FlagRow key={flag.id} flag={flag} nameOf={nameOf} onChange={onChange} />
            ))}
          </ul>
        )}
        <details class="fold" onToggle={(event) => setEarlier(event.currentTarget.open)}>
          <summary>{t('patient.flags.earlier')}</summary>
          {earlier && <Earlier patient={patient} />}
        </details>
      </Card>
    </div>
  )
}
