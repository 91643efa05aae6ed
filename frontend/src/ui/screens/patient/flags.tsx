import { useState } from 'preact/hooks'
import { evidenceOf, type Flag, isReasonToLook } from '../../../api/flags'
import type { Who } from '../../../api/record'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { TextArea } from '../../parts/field'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { seenWords } from '../../parts/staff/flag-words'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { therapist } from '../../state/therapist'
import { evidenceWords } from './evidence'
import { History, MoreSheet } from './flag-more'
import { t } from './words'

/** Whose it is, who has seen it and when, or what became of it; the sentence above says of which day it is. */
function stateWords(flag: Flag): string {
  if (flag.state === 'withdrawn') return t('patient.flag.withdrawn')
  if (flag.state === 'resolved') return t('patient.flag.settled')
  if (flag.state === 'acknowledged') return seenWords(flag)
  return flag.owner ? t('patient.flag.owner', { name: flag.owner.name }) : ''
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
    const settled = await therapist.resolveFlag(flag, note.trim())
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

function Acts({
  flag,
  team,
  onChange,
}: {
  flag: Flag
  team: readonly Who[]
  onChange: (flag: Flag) => void
}) {
  const [sheet, setSheet] = useState<'settle' | 'more' | null>(null)
  const seen = useSending(async () => {
    onChange(await therapist.acknowledgeFlag(flag))
    say(t('patient.flag.seen.said'))
  })
  const undo = useSending(async () => {
    onChange(await therapist.reopenFlag(flag))
    say(t('patient.flag.undo.said'))
  })
  const changed = (after: Flag) => {
    setSheet(null)
    onChange(after)
  }
  const close = () => setSheet(null)
  const rule = { rule: t(`flag.${flag.rule}`) }
  if (flag.state === 'withdrawn') return null
  if (!flag.may_act) return <p class="hint">{t('patient.flag.not.yours')}</p>
  return (
    <div class="flag-acts small-button">
      {flag.state === 'open' ? (
        <Button
          icon="check"
          aria-label={t('patient.flag.seen.of', rule)}
          disabled={seen.sending}
          onClick={seen.send}
        >
          {t('patient.flag.seen')}
        </Button>
      ) : (
        <Button aria-label={t('patient.flag.undo.of', rule)} disabled={undo.sending} onClick={undo.send}>
          {t('patient.flag.undo')}
        </Button>
      )}
      {flag.state !== 'resolved' && (
        <>
          <Button aria-label={t('patient.flag.settle.of', rule)} onClick={() => setSheet('settle')}>
            {t('patient.flag.settle')}
          </Button>
          <Button aria-label={t('patient.flag.more.of', rule)} onClick={() => setSheet('more')}>
            {t('patient.flag.more')}
          </Button>
        </>
      )}
      <TroubleBanner trouble={seen.trouble} />
      <TroubleBanner trouble={undo.trouble} />
      {sheet === 'settle' && <SettleSheet flag={flag} onSettled={changed} onClose={close} />}
      {sheet === 'more' && <MoreSheet flag={flag} team={team} onChange={changed} onClose={close} />}
    </div>
  )
}

type NameOf = (slug: string) => string

interface RowProps {
  flag: Flag
  team: readonly Who[]
  nameOf: NameOf
  onChange: (flag: Flag) => void
}

function FlagRow({ flag, team, nameOf, onChange }: RowProps) {
  return (
    <li class={`flag flag-${flag.state}`}>
      <div class="flag-words">
        <p>
          <b>{t(`flag.${flag.rule}`)}</b>{' '}
          {flag.urgency === 'warning' && (
            <span class="badge badge-attention">{t('patient.flag.warning')}</span>
          )}{' '}
          <span class="hint">{stateWords(flag)}</span>
        </p>
        <p>{flag.reason}</p>
        <details class="fold">
          <summary>{t('patient.flag.evidence')}</summary>
          <ul class="bullets evidence">
            {evidenceOf(flag).map((one) => (
              <li key={JSON.stringify(one)}>{evidenceWords(one, nameOf)}</li>
            ))}
          </ul>
        </details>
      </div>
      <Acts flag={flag} team={team} onChange={onChange} />
    </li>
  )
}

const STATES_OVER = ['resolved', 'withdrawn'] as const

function Earlier({ patient }: { patient: string }) {
  const { found, trouble, reload } = useLoading<Flag[]>(`earlier flags ${patient}`, async () => {
    const pages = await Promise.all(
      STATES_OVER.map((state) => therapist.flags({ patient, state, limit: 20 })),
    )
    return pages.flatMap(({ results }) => results).sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
  })
  if (trouble) return <TroubleBanner trouble={trouble} onRetry={reload} />
  if (!found) return <Loading />
  if (found.length === 0) return <p class="hint">{t('patient.flags.earlier.none')}</p>
  return (
    <ul class="plain-list earlier">
      {found.map((flag) => (
        <li key={flag.id}>
          <b>{t(`flag.${flag.rule}`)}</b> {flag.reason}
          <History flag={flag} />
        </li>
      ))}
    </ul>
  )
}

/** Why to look at this patient: each reason with what it rests on, and what was done about it. */
export function Flags({
  patient,
  flags,
  team,
  nameOf,
  onChange,
}: {
  patient: string
  flags: readonly Flag[]
  team: readonly Who[]
  nameOf: NameOf
  onChange: (flag: Flag) => void
}) {
  const [earlier, setEarlier] = useState(false)
  const isCalm = flags.every((flag) => flag.state !== 'open' || !isReasonToLook(flag))
  return (
    <div class="flags-card">
      <Card title={t('patient.flags.title')} tone={isCalm ? 'plain' : 'attention'}>
        {flags.length === 0 ? (
          <p>{t('patient.flags.none')}</p>
        ) : (
          <ul class="plain-list flags">
            {flags.map((flag) => (
              <FlagRow key={flag.id} flag={flag} team={team} nameOf={nameOf} onChange={onChange} />
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
