import type { Entry } from '../../../domain/entry'
import { isPainScore } from '../../../domain/pain'
import type { DoneSet, SessionData, StepResult } from '../../../domain/session'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { Counter } from '../../parts/counter'
import { DraftLine } from '../../parts/draft-line'
import { TextArea } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { ScoreRow } from '../../parts/score-row'
import { Screen } from '../../parts/screen'
import { useDraft } from '../../parts/use-draft'
import { useSaving } from '../../parts/use-saving'
import { answerTo } from '../../state/advice'
import { revise } from '../../state/diary'
import { correctionKey } from '../../state/drafts'
import { exerciseName, knownSteps } from '../../state/steps'
import { withSetCount } from './set-count'
import { t } from './words'

const MOST_SETS = 50
const PAINS = ['pain_before', 'pain_worst', 'pain_after'] as const

type Put = (part: Partial<SessionData>) => void

function Scores({ data, put }: { data: SessionData; put: Put }) {
  return (
    <Card>
      <ul class="rows">
        {PAINS.map((name) => (
          <li key={name}>
            <ScoreRow
              label={t(`entry.${name}`)}
              value={data[name]}
              onChange={(score) => put({ [name]: score })}
            />
          </li>
        ))}
        <li>
          <ScoreRow
            label={t('entry.effort')}
            value={isPainScore(data.effort) ? data.effort : null}
            ends={{ low: t('effort.easy'), high: t('effort.hard') }}
            onChange={(effort) => put({ effort })}
          />
        </li>
      </ul>
    </Card>
  )
}

/** A set as the plan asks for it, where the plan still knows the step. */
function askedSet(stepId: string): DoneSet | null {
  const step = knownSteps.value.get(stepId)
  if (!step) return null
  const side = step.side === 'each' ? 'left' : step.side
  return { side, reps: step.reps, seconds: step.duration_seconds ?? step.hold_seconds }
}

function StepSets({ step, onChange }: { step: StepResult; onChange: (step: StepResult) => void }) {
  const exercise = exerciseName(step.step_id) ?? t('entry.exercise.unknown')
  const isEach = knownSteps.value.get(step.step_id)?.side === 'each'
  const canAdd = step.sets.length > 0 || askedSet(step.step_id) !== null
  return (
    <li class="sets-row">
      <b>{exercise}</b>
      <Counter
        label={t('entry.sets.label', { exercise })}
        value={step.sets.length}
        unit={t('entry.sets.unit')}
        max={canAdd ? MOST_SETS : step.sets.length}
        lessLabel={t('entry.sets.less')}
        moreLabel={t('entry.sets.more')}
        onChange={(count) => onChange(withSetCount(step, count, askedSet(step.step_id), isEach))}
      />
    </li>
  )
}

/** Corrects a session: its pains, its sets and its note. */
export function SessionEdit({ entry, onClose }: { entry: Entry<'session'>; onClose: () => void }) {
  const draft = useDraft<SessionData>(correctionKey(entry), entry.data)
  const { value: data, change: put } = draft
  const { save, saving, problem } = useSaving(async () => {
    await revise(entry, data)
    draft.drop()
    answerTo({ ...entry, data }, () => {
      say(t('entry.saved'))
      onClose()
    })
  })
  const foot = (
    <Button kind="main" wide disabled={saving} onClick={save}>
      {t('save')}
    </Button>
  )
  const putStep = (changed: StepResult) =>
    put({ steps: data.steps.map((step) => (step.step_id === changed.step_id ? changed : step)) })
  return (
    <Screen title={t('entry.session.edit')} onBack={onClose} backIcon="close" foot={foot}>
      <DraftLine draft={draft} />
      <ProblemLine words={problem} />
      <Scores data={data} put={put} />
      <Card title={t('entry.exercises')}>
        <ul class="rows">
          {data.steps.map((step) => (
            <StepSets key={step.step_id} step={step} onChange={putStep} />
          ))}
        </ul>
      </Card>
      <TextArea
        label={t('entry.note')}
        value={data.note}
        onInput={(event) => put({ note: event.currentTarget.value })}
      />
    </Screen>
  )
}
