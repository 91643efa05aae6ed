import type { PatientRecord } from '../../../api/record'
import { localDate } from '../../../domain/clock'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { useConditions } from '../../parts/staff/conditions'
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
import { isTherapist } from '../../state/session'
import { therapist } from '../../state/therapist'
import { Choose } from './choose'
import { type Draft, draftFromRoutine, emptyDraft, isComplete, prescriptionOf, routineOf } from './draft'
import { Editor } from './editor'
import { othersOf } from './looking'
import { useDraft } from './use-draft'
import { t } from './words'

/** The same plan need not be built again for the next patient. */
function Keep({ record, draft }: { record: PatientRecord; draft: Draft }) {
  const { send, sending, trouble } = useSending(async () => {
    await therapist.saveRoutine(routineOf(draft, record.episode?.clinic?.id))
    say(t('routine.kept'))
  })
  return (
    <>
      <TroubleBanner trouble={trouble} onRetry={send} />
      <Button kind="quiet" disabled={sending || !isComplete(draft)} onClick={send}>
        {t('routine.keep')}
      </Button>
    </>
  )
}

function Writing({
  record,
  draft,
  isOld,
  onDraft,
}: {
  record: PatientRecord
  draft: Draft
  isOld: boolean
  onDraft: (draft: Draft | null) => void
}) {
  const isDesk = useDesk()
  const exercises = useExercises()
  const plans = useLoading(`assignments ${record.id}`, () => therapist.assignments(record.id))
  const today = localDate(now.value, record.time_zone)
  const { send, sending, trouble } = useSending(async () => {
    await therapist.assign(record.id, prescriptionOf(draft))
    onDraft(null)
    say(t('prescribe.done'))
    go(`/patients/${record.id}`, { replace: true })
  })
  const action = (
    <>
      <TroubleBanner trouble={trouble} onRetry={send} />
      <Button kind="main" wide disabled={sending || !isComplete(draft)} onClick={send}>
        {t('prescribe.action')}
      </Button>
    </>
  )
  const again = (
    <Button kind="quiet" onClick={() => onDraft(null)}>
      {t(isOld ? 'prescribe.kept.drop' : 'prescribe.another')}
    </Button>
  )
  return (
    <StaffScreen
      title={t('prescribe.title')}
      over={t('prescribe.for', record)}
      backTo={`/patients/${record.id}`}
      backIcon="close"
      foot={isDesk ? undefined : action}
    >
      {isOld && <Banner icon="edit">{t('prescribe.kept')}</Banner>}
      <RiskWarnings record={record} />
      <Editor
        draft={draft}
        isChange={false}
        earliest={today}
        mayFeelLess={mayFeelLess(record)}
        others={othersOf(plans.found?.results ?? [])}
        exercises={exercises}
        refused={trouble?.fields ?? {}}
        onDraft={onDraft}
        aside={again}
        action={isDesk ? action : null}
        more={isTherapist.value && <Keep record={record} draft={draft} />}
      />
    </StaffScreen>
  )
}

function Choosing({ record, onDraft }: { record: PatientRecord; onDraft: (draft: Draft) => void }) {
  const conditions = useConditions()
  const { nameOf } = useExercises()
  const today = localDate(now.value, record.time_zone)
  const slug = record.episode?.condition ?? null
  const condition = slug ? conditions.nameOf(slug) : ''
  return (
    <StaffScreen
      title={t('prescribe.choose')}
      over={t('prescribe.for', record)}
      backTo={`/patients/${record.id}`}
      backIcon="close"
    >
      <p>{t('prescribe.choose.words')}</p>
      <RiskWarnings record={record} />
      <Choose
        record={record}
        conditionName={condition}
        nameOf={nameOf}
        onChoose={(routine) => onDraft(draftFromRoutine(routine, today))}
        onEmpty={() => onDraft(emptyDraft(t('prescribe.default.name', { condition }), slug, today))}
      />
    </StaffScreen>
  )
}

/** Prescribes in three taps: a routine, a look, the button. Everything in between can be changed. */
export function Prescribe({ params }: { params: Params }) {
  const id = params.id ?? ''
  const { found, loading, trouble, reload } = useLoading(`patient ${id}`, () => therapist.patient(id))
  const { draft, setDraft, isOld } = useDraft(id)
  if (!found)
    return (
      <StaffScreen title={t('prescribe.title')} backTo={`/patients/${id}`} backIcon="close">
        <TroubleBanner trouble={trouble} onRetry={reload} />
        {loading && <Loading />}
      </StaffScreen>
    )
  if (!draft) return <Choosing record={found} onDraft={setDraft} />
  return <Writing record={found} draft={draft} isOld={isOld} onDraft={setDraft} />
}
