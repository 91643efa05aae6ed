import { type Dispatch, type StateUpdater, useState } from 'preact/hooks'
import type { TeamPlace } from '../../../api/care-team'
import type { PatientRecord } from '../../../api/record'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { EndButton, HandOver, useEnding } from '../../parts/staff/hand-over'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { type Loaded, useLoading } from '../../parts/staff/use-loading'
import { t } from '../../parts/staff/words'
import { go } from '../../router'
import { isManager, me } from '../../state/session'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { PlaceSheet } from './team-place'

type Team = Loaded<TeamPlace[]>

function whenWords({ from_on, until_on, state }: TeamPlace): string {
  const from = dayAndMonth(from_on)
  if (state === 'past') return t('team.past', { day: dayAndMonth(until_on ?? from_on) })
  if (state === 'planned')
    return until_on
      ? t('team.planned.cover', { from, until: dayAndMonth(until_on) })
      : t('team.planned', { day: from })
  return until_on ? t('team.cover', { day: dayAndMonth(until_on) }) : t('team.since', { day: from })
}

function Row({ of, onChange }: { of: TeamPlace; onChange?: () => void }) {
  return (
    <li class="team-place">
      <div class="team-words">
        <b>{of.name}</b> {of.lead && <span class="badge badge-good">{t('team.lead')}</span>}{' '}
        {of.user === me.value?.id && <span class="badge">{t('team.you')}</span>}
        <p class="hint">{whenWords(of)}</p>
      </div>
      {onChange && (
        <span class="small-button">
          <Button aria-label={t('team.change.of', of)} onClick={onChange}>
            {t('team.change')}
          </Button>
        </span>
      )}
    </li>
  )
}

interface RemoveProps {
  of: TeamPlace
  record: PatientRecord
  onRemoved: () => void
  onClose: () => void
}

function RemoveSheet({ of, record, onRemoved, onClose }: RemoveProps) {
  const ending = useEnding(async (handOverTo) => {
    await therapist.removeFromTeam(record.id, of.user, handOverTo)
    say(t('team.remove.done', of))
    onRemoved()
  })
  const foot = (
    <>
      <EndButton ending={ending} words={t('team.remove')} />
      <Button wide onClick={onClose}>
        {t('team.remove.keep')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('team.remove.title', of)} onClose={onClose} foot={foot}>
      <p>{t('team.remove.words', of)}</p>
      <HandOver clinic={record.episode?.clinic?.id ?? ''} ending={ending} without={of.user} />
      <TroubleBanner trouble={ending.trouble} />
    </Sheet>
  )
}

function History({ patient }: { patient: string }) {
  const page = useLoading(`team history ${patient}`, () => therapist.careTeam(patient, true))
  const past = page.found?.filter(({ state }) => state === 'past') ?? []
  return (
    <>
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      {page.found && past.length === 0 && <p class="hint">{t('team.history.none')}</p>}
      <ul class="plain-list">
        {past.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </ul>
    </>
  )
}

type Open = { at: 'add' } | { at: 'change' | 'remove'; of: TeamPlace } | null

function Sheets({
  open,
  record,
  team,
  show,
}: {
  open: NonNullable<Open>
  record: PatientRecord
  team: Team
  show: Dispatch<StateUpdater<Open>>
}) {
  // The browser tells of a sheet's close after the next one has opened.
  const close = () => show((now) => (now === open ? null : now))
  const done = () => {
    close()
    team.reload()
  }
  if (open.at === 'remove') {
    const removed = () =>
      open.of.user === me.value?.id && !isManager.value ? go('/caseload', { replace: true }) : done()
    return <RemoveSheet of={open.of} record={record} onRemoved={removed} onClose={close} />
  }
  return (
    <PlaceSheet
      record={record}
      team={team.found ?? []}
      of={open.at === 'change' ? open.of : null}
      onSaved={done}
      onRemove={(of) => show({ at: 'remove', of })}
      onClose={close}
    />
  )
}

/** Who treats and covers, who leads, and from when to when; every member may change it. */
export function TeamCard({ record }: { record: PatientRecord }) {
  const team = useLoading(`team ${record.id}`, () => therapist.careTeam(record.id))
  const [open, show] = useState<Open>(null)
  const [looking, setLooking] = useState(false)
  if (!record.episode?.clinic) return null
  const rows = team.found ?? []
  return (
    <Card title={t('team.title')}>
      <TroubleBanner trouble={team.trouble} onRetry={team.reload} />
      {team.found && !rows.some(({ state }) => state === 'now') && <p>{t('team.nobody')}</p>}
      <ul class="plain-list">
        {rows.map((one) => (
          <Row key={one.id} of={one} onChange={() => show({ at: 'change', of: one })} />
        ))}
      </ul>
      <Button icon="plus" wide onClick={() => show({ at: 'add' })}>
        {t('team.add')}
      </Button>
      <details class="fold" onToggle={(event) => event.currentTarget.open && setLooking(true)}>
        <summary>{t('team.history')}</summary>
        {looking && <History patient={record.id} />}
      </details>
      {open && <Sheets open={open} record={record} team={team} show={show} />}
    </Card>
  )
}
