import type { Routine } from '../../../api/answers'
import type { PatientRecord } from '../../../api/record'
import { Button } from '../../parts/button'
import { Icon } from '../../parts/icon'
import { Loading } from '../../parts/loading'
import { scheduleWords } from '../../parts/staff/plan-words'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { therapist } from '../../state/therapist'
import { minutesADay } from './looking'
import { t } from './words'

/** Routines for the patient's own condition first, a starter before the others; then the clinic's own; then the rest. */
export function sorted(routines: readonly Routine[], condition: string | null) {
  const fits = (routine: Routine) => condition !== null && routine.condition === condition
  const fitting = routines.filter(fits).sort((a, b) => Number(b.starter) - Number(a.starter))
  const rest = routines.filter((routine) => !fits(routine))
  return {
    fitting,
    own: rest.filter(({ clinic }) => clinic !== null),
    others: rest.filter(({ clinic }) => clinic === null),
  }
}

function RoutineCard({
  routine,
  nameOf,
  onChoose,
}: {
  routine: Routine
  nameOf: (slug: string) => string
  onChoose: (routine: Routine) => void
}) {
  return (
    <li>
      <button type="button" class="routine" onClick={() => onChoose(routine)}>
        <span class="routine-head">
          <b>{routine.name}</b>
          {routine.starter && <span class="badge badge-good">{t('prescribe.starter')}</span>}
          <Icon name="forward" />
        </span>
        <span>{routine.steps.map(({ exercise }) => nameOf(exercise)).join(' · ')}</span>
        <span class="hint">
          {[scheduleWords(routine), t('prescribe.minutes', { count: minutesADay(routine) })].join(' · ')}
        </span>
      </button>
    </li>
  )
}

function Group({
  title,
  routines,
  ...card
}: {
  title: string
  routines: readonly Routine[]
  nameOf: (slug: string) => string
  onChoose: (routine: Routine) => void
}) {
  if (routines.length === 0) return null
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="plain-list routines">
        {routines.map((routine) => (
          <RoutineCard key={routine.id} routine={routine} {...card} />
        ))}
      </ul>
    </section>
  )
}

/** The first tap: which routine. */
export function Choose({
  record,
  conditionName,
  nameOf,
  onChoose,
  onEmpty,
}: {
  record: PatientRecord
  conditionName: string
  nameOf: (slug: string) => string
  onChoose: (routine: Routine) => void
  onEmpty: () => void
}) {
  const { found, trouble, reload } = useLoading('routines', therapist.routines)
  const groups = sorted(found?.results ?? [], record.episode?.condition ?? null)
  const card = { nameOf, onChoose }
  return (
    <>
      <TroubleBanner trouble={trouble} onRetry={reload} />
      {!found && !trouble && <Loading />}
      <Group
        title={t('prescribe.fitting', { condition: conditionName })}
        routines={groups.fitting}
        {...card}
      />
      <Group title={t('prescribe.own')} routines={groups.own} {...card} />
      <Group title={t('prescribe.others')} routines={groups.others} {...card} />
      <div class="button-row">
        <Button icon="plus" onClick={onEmpty}>
          {t('prescribe.empty')}
        </Button>
      </div>
    </>
  )
}
