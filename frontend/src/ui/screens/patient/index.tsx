import type { Flag } from '../../../api/flags'
import type { PatientRecord } from '../../../api/record'
import { addDays, localDate, weekStart } from '../../../domain/clock'
import type { Zones } from '../../../domain/plan'
import { ButtonLink } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { Loading } from '../../parts/loading'
import { careWords, useConditions } from '../../parts/staff/conditions'
import { useExercises } from '../../parts/staff/exercise-names'
import { RiskWarnings } from '../../parts/staff/risk-warnings'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { go, type Params, path, place } from '../../router'
import { now } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { ExerciseTable, Weeks } from './adherence'
import { Diary } from './diary'
import { EndCare } from './end-care'
import { Flags } from './flags'
import { RiskCard, Sums } from './head'
import { Pain } from './pain'
import { PlanCard } from './plan'
import { TeamCard } from './team'
import { t } from './words'
import { ZonesCard } from './zones'
import './patient.css'

const DIARY_PAGE = 12
const RANGES = ['4', '12'] as const
type Range = (typeof RANGES)[number]

/** How many weeks are shown, as the address says. */
const rangeOf = (query: URLSearchParams): Range => (query.get('weeks') === '12' ? '12' : '4')

function useProgress(record: PatientRecord, range: Range) {
  const to = localDate(now.value, record.time_zone)
  const from = addDays(weekStart(to), -7 * (Number(range) - 1))
  return useLoading(`progress ${record.id} ${from} ${to}`, () => therapist.progress(record.id, from, to))
}

function RangeChoice({ range }: { range: Range }) {
  return (
    <OneOf
      legend={t('patient.range')}
      legendUnseen
      options={RANGES.map((value) => ({
        value,
        label: t('patient.range.weeks', { count: Number(value) }),
      }))}
      value={range}
      onChange={(value) => go(value === '4' ? path.value : `${path.value}?weeks=${value}`, { replace: true })}
    />
  )
}

interface KnownProps {
  record: PatientRecord
  onFlag: (flag: Flag) => void
  onZones: (zones: Zones) => void
  onRecord: (record: PatientRecord) => void
}

function Known({ record, onFlag, onZones, onRecord }: KnownProps) {
  const range = rangeOf(place.value.query)
  const progress = useProgress(record, range)
  const plan = useLoading(`assignments ${record.id}`, () => therapist.assignments(record.id))
  const diary = useLoading(`diary ${record.id}`, () => therapist.diary(record.id, DIARY_PAGE))
  const { nameOf } = useExercises()
  const assignments = plan.found?.results ?? []
  const lastEntryAt = diary.found?.results
    .map((entry) => entry.recorded_at)
    .sort((a, b) => Date.parse(b) - Date.parse(a))[0]
  return (
    <>
      <RiskWarnings record={record} />
      <Flags
        patient={record.id}
        flags={record.open_flags}
        team={record.team}
        nameOf={nameOf}
        onChange={onFlag}
      />
      {progress.found && diary.found && <Sums progress={progress.found} lastEntryAt={lastEntryAt ?? null} />}
      <div class="columns">
        <div class="column">
          <RangeChoice range={range} />
          <TroubleBanner trouble={progress.trouble} onRetry={progress.reload} />
          {progress.found ? (
            <>
              <Pain progress={progress.found} record={record} assignments={assignments} />
              <Weeks progress={progress.found} />
              <ExerciseTable of={progress.found.per_exercise} />
            </>
          ) : (
            progress.loading && <Loading />
          )}
        </div>
        <div class="column column-side">
          <PlanCard patient={record.id} plan={plan} nameOf={nameOf} />
          <ZonesCard record={record} onSaved={onZones} />
          <RiskCard record={record} onCorrected={onRecord} />
          <TeamCard record={record} />
          <EndCare of={record} />
        </div>
        <div class="column">
          <Diary diary={diary} assignments={assignments} nameOf={nameOf} />
        </div>
      </div>
    </>
  )
}

/** What is treated; and that a person is made up, where they are. */
function overWords({ episode, foot, synthetic }: PatientRecord, nameOf: (slug: string) => string): string {
  const care = episode ? careWords(nameOf(episode.condition), foot) : t('patient.no.care')
  return synthetic ? `${care} · ${t('patient.made.up')}` : care
}

/** One patient: why to look, how it goes, what is prescribed, what was written. */
export function Patient({ params }: { params: Params }) {
  const id = params.id ?? ''
  const patient = useLoading(`patient ${id}`, () => therapist.patient(id))
  const { nameOf } = useConditions()
  const record = patient.found
  const tools = record?.episode && (
    <span class="head-tool">
      <ButtonLink icon="plus" href={`/patients/${id}/prescribe`}>
        {t('patient.prescribe')}
      </ButtonLink>
    </span>
  )
  const over = record && overWords(record, nameOf)
  const setFlag = (flag: Flag) =>
    patient.set((before) => ({
      ...before,
      open_flags: before.open_flags.map((one) => (one.id === flag.id ? flag : one)),
    }))
  return (
    <StaffScreen
      title={record?.name ?? t('caseload.column.patient')}
      backTo="/caseload"
      {...(over && { over })}
      tools={tools}
    >
      <TroubleBanner trouble={patient.trouble} onRetry={patient.reload} />
      {record ? (
        <Known
          record={record}
          onFlag={setFlag}
          onZones={(zones) => patient.set((before) => ({ ...before, zones }))}
          onRecord={(corrected) => patient.set(() => corrected)}
        />
      ) : (
        patient.loading && <Loading />
      )}
    </StaffScreen>
  )
}
