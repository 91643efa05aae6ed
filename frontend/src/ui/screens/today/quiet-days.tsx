import { addDays } from '../../../domain/clock'
import { holdOn, type Plan, plannedOn, versionOn } from '../../../domain/plan'
import type { Today } from '../../../domain/today'
import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { mustRest } from '../../state/advice'
import { today } from '../../state/clock'
import { plan } from '../../state/diary'
import { inClinic, me } from '../../state/session'
import { t } from '../../words'
import { longDay } from '../../words/dates'

/** How far ahead the next planned day is looked for: a week holds every weekday. */
const DAYS_AHEAD = 14

function nextPlannedDay({ assignments }: Plan): string | null {
  for (let ahead = 1; ahead <= DAYS_AHEAD; ahead += 1) {
    const on = addDays(today.value, ahead)
    if (assignments.some((assignment) => plannedOn(assignment, on))) return on
  }
  return null
}

const REASONS = ['flare', 'ill', 'travel'] as const

/** A plan paused for a flare, an illness or a journey says so, and that it never counts against anyone. */
export function Held({ today: of }: { today: Today }) {
  const reason = of.held[0]?.hold.reason
  const known = REASONS.find((one) => one === reason)
  return (
    <Card title={t('today.held.title')} tone="sunken">
      {known && <p>{t(`today.held.reason.${known}`)}</p>}
      <p>{t(inClinic.value ? 'today.held.words' : 'today.held.own')}</p>
    </Card>
  )
}

/** A rest day is an offer: whoever wants to exercise all the same may, unless something says to rest. */
function Anyway({ of }: { of: Plan }) {
  if (mustRest.value) return null
  const open = of.assignments.filter((one) => versionOn(one, today.value) && !holdOn(one, today.value))
  return (
    <>
      {open.map(({ id, name }) => (
        <ButtonLink key={id} icon="play" href={`/session/${id}`}>
          {open.length === 1 ? t('today.rest.anyway') : t('today.rest.anyway.of', { name })}
        </ButtonLink>
      ))}
    </>
  )
}

/** No exercises today: a rest day of a plan, or no plan at all. */
export function RestOrEmpty() {
  const next = plan.value && nextPlannedDay(plan.value)
  if (next) {
    return (
      <Card title={t('today.rest.title')} tone="sunken">
        <p>{t('today.rest.words')}</p>
        <p class="hint">{t('today.rest.next', { day: longDay(next) })}</p>
        {plan.value && <Anyway of={plan.value} />}
      </Card>
    )
  }
  return (
    <Card title={t('today.empty.title')} tone="sunken">
      <p>{t(inClinic.value ? 'today.empty.words' : 'today.empty.own')}</p>
      {!inClinic.value && <ButtonLink href="/welcome">{t('today.empty.action')}</ButtonLink>}
    </Card>
  )
}

/** The intake comes before anything else, but never in the way of logging pain. */
export function AskIntake() {
  if (me.value?.patient?.intake_done !== false) return null
  return (
    <Card title={t('today.intake.title')} tone="action">
      <p>{t('today.intake.words')}</p>
      <ButtonLink kind="main" href="/welcome">
        {t('today.intake.action')}
      </ButtonLink>
    </Card>
  )
}

/** Before the plan has come to this phone for the first time. */
export function FirstTime() {
  return (
    <Card title={t('today.first.title')} tone="sunken">
      <p>{t('today.first.words')}</p>
    </Card>
  )
}
