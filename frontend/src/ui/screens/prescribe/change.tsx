import { useEffect } from 'preact/hooks'
import type { PatientRecord, Prescribed } from '../../../api/therapist'
import { localDate } from '../../../domain/clock'
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
import { go, type Params } from '../../router'
import { now } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { draftFromVersion, isComplete, versionOf } from './draft'
import { Editor } from './editor'
import { useDraft } from './use-draft'
import { t } from './words'

/** The version that a change builds on: the newest, even where it is not in force yet. */
const newestOf = ({ versions }: Prescribed) =>
  versions.reduce((newest, one) => (one.version > newest.version ? one : newest))

function Changing({ record, assignment }: { record: PatientRecord; assignment: Prescribed }) {
  const isDesk = useDesk()
  const exercises = useExercises()
  const { draft, setDraft, isOld } = useDraft(`${record.id} ${assignment.id}`)
  const today = localDate(now.value, record.time_zone)
  const fresh = draftFromVersion(newestOf(assignment), assignment.name, today)
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
      <RiskWarnings record={record} />
      <Editor
        draft={shown}
        isChange
        earliest={fresh.from_on}
        mayFeelLess={mayFeelLess(record)}
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
  if (patient.found && assignment) return <Changing record={patient.found} assignment={assignment} />
  const isMissing = patient.found !== null && plan.found !== null
  return (
    <StaffScreen title={t('change.title')} backTo={`/patients/${id}`} backIcon="close">
      <TroubleBanner trouble={patient.trouble ?? plan.trouble} onRetry={plan.reload} />
      {isMissing ? <p>{t('trouble.unknown')}</p> : <Loading />}
    </StaffScreen>
  )
}
