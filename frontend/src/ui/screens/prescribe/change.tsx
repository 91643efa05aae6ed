import { useEffect } from 'preact/hooks'
import type { Prescribed } from '../../../api/answers'
import type { PatientRecord } from '../../../api/record'
import { localDate } from '../../../domain/clock'
import type { AssignmentVersion } from '../../../domain/plan'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { useExercises } from '../../parts/staff/exercise-names'
import { mayFeelLess } from '../../parts/staff/risk'
import { RiskWarnings } from '../../parts/staff/risk-warnings'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useDesk } from '../../parts/staff/use-desk'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { versionsToCome } from '../../parts/staff/version-words'
import { go, type Params } from '../../router'
import { now } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { draftFromVersion, isComplete, versionOf } from './draft'
import { Editor } from './editor'
import { othersOf } from './looking'
import { useDraft } from './use-draft'
import { t } from './words'

/** The version that a change builds on: the one in force, or the first of an assignment that is to come. */
const inForce = ({ versions, version }: Prescribed) =>
  versions.find((one) => one.version === version) ?? versions[0]

function Changing({
  record,
  assignment,
  plans,
}: {
  record: PatientRecord
  assignment: Prescribed
  plans: readonly Prescribed[]
}) {
  const isDesk = useDesk()
  const exercises = useExercises()
  const { draft, setDraft, isOld } = useDraft(`${record.id} ${assignment.id}`)
  const today = localDate(now.value, record.time_zone)
  const fresh = draftFromVersion(inForce(assignment) as AssignmentVersion, assignment.name, today)
  const later = versionsToCome(assignment)[0]
  useEffect(() => {
    if (!draft) setDraft(fresh)
  }, [])
  const shown = draft ?? fresh
  const { send, sending, trouble } = useSending(async () => {
    await therapist.changeAssignment(assignment.id, versionOf(shown))
    setDraft(null)
    say(t('change.done'))
    go(`/patients/${record.id}`, { replace: true })
  })
  const action = (
    <>
      <TroubleBanner trouble={trouble} onRetry={send} />
      <Button kind="main" wide disabled={sending || !isComplete(shown)} onClick={send}>
        {t('change.action')}
      </Button>
    </>
  )
  const again = (
    <Button kind="quiet" onClick={() => setDraft(fresh)}>
      {t('prescribe.kept.drop')}
    </Button>
  )
  return (
    <StaffScreen
      title={assignment.name}
      over={`${t('change.title')} · ${record.name}`}
      backTo={`/patients/${record.id}`}
      backIcon="close"
      foot={isDesk ? undefined : action}
    >
      {isOld && (
        <Banner icon="edit" action={again}>
          {t('prescribe.kept')}
        </Banner>
      )}
      {later && <Banner icon="history">{t('change.later', { day: dayAndMonth(later.valid_from) })}</Banner>}
      <RiskWarnings record={record} />
      <Editor
        draft={shown}
        isChange
        earliest={fresh.from_on}
        mayFeelLess={mayFeelLess(record)}
        others={othersOf(plans, assignment.id)}
        exercises={exercises}
        refused={trouble?.fields ?? {}}
        onDraft={setDraft}
        action={isDesk ? action : null}
      />
    </StaffScreen>
  )
}

/** Changes what is prescribed, from a date on. */
export function Change({ params }: { params: Params }) {
  const id = params.id ?? ''
  const patient = useLoading(`patient ${id}`, () => therapist.patient(id))
  const plan = useLoading(`assignments ${id}`, () => therapist.assignments(id))
  const assignment = plan.found?.results.find((one) => one.id === params.assignment)
  if (patient.found && plan.found && assignment)
    return <Changing record={patient.found} assignment={assignment} plans={plan.found.results} />
  const isMissing = patient.found !== null && plan.found !== null
  return (
    <StaffScreen title={t('change.title')} backTo={`/patients/${id}`} backIcon="close">
      <TroubleBanner trouble={patient.trouble ?? plan.trouble} onRetry={plan.reload} />
      {isMissing ? <p>{t('trouble.unknown')}</p> : <Loading />}
    </StaffScreen>
  )
}
