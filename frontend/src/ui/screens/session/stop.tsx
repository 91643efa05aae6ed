import { useState } from 'preact/hooks'
import { type Advice, adviceForScore, adviceForSession, isRest } from '../../../domain/advice'
import type { AdviceOfDay } from '../../../domain/adviceOfDay'
import type { PainScore } from '../../../domain/pain'
import { answerDraft, type SessionDraft, scoreStep, skipStep, stepState } from '../../../domain/session'
import { AdviceBody } from '../../parts/advice/advice-body'
import { adviceTitle } from '../../parts/advice/advice-words'
import { Button } from '../../parts/button'
import { ScorePad } from '../../parts/score-pad'
import { Screen } from '../../parts/screen'
import { Sheet } from '../../parts/sheet'
import { circumstances, heldAdvice, todaysAdvice, warning } from '../../state/advice'
import { keepDraft } from '../../state/diary'
import { t } from './words'

const isRed = (score: PainScore | null): boolean =>
  isRest(adviceForScore(score, 'during', circumstances.value))

/** What ends a session that is under way: a score in it, or what else was said today; null where it may go on. */
export function reasonToStop({ pain_before, steps }: SessionDraft): AdviceOfDay | null {
  const advice = adviceForSession({ pain_before, steps }, circumstances.value)
  if (isRest(advice)) return { advice, entry: null }
  if (warning.value) return { advice: heldAdvice, entry: warning.value.entry }
  return isRest(todaysAdvice.value.advice) ? todaysAdvice.value : null
}

/** The session as it is left: what hurt and was not done is skipped for that reason. */
function stopped(running: SessionDraft): SessionDraft {
  const hurt = running.steps.filter((step) => isRed(step.pain) && stepState(step) !== 'done' && !step.skipped)
  return hurt.reduce((draft, { step_id }) => skipStep(draft, step_id, 'pain'), running)
}

/** Puts another number where the red one was said. */
function corrected(running: SessionDraft, score: PainScore): SessionDraft {
  const step = running.steps.find(({ pain }) => isRed(pain))
  return step ? scoreStep(running, step.step_id, score) : answerDraft(running, { pain_before: score })
}

function CorrectSheet({ running, onClose }: { running: SessionDraft; onClose: () => void }) {
  const put = (score: PainScore) => {
    onClose()
    void keepDraft(corrected(running, score))
  }
  const legend = t('advice.correct.score')
  return (
    <Sheet title={legend} onClose={onClose}>
      <ScorePad legend={legend} legendUnseen value={null} onChange={put} />
    </Sheet>
  )
}

const isOfSession = ({ setting }: Advice) => setting === 'during' || setting === 'before'

/** In the middle of a session something says stop: that, and nothing else, is on screen. */
export function Stop({
  running,
  of,
  onStopped,
  onLeave,
}: {
  running: SessionDraft
  of: AdviceOfDay
  onStopped: () => void
  onLeave: () => void
}) {
  const [correcting, setCorrecting] = useState(false)
  const stop = () => {
    void keepDraft(stopped(running))
    onStopped()
  }
  const foot = (
    <>
      <Button kind="main" wide onClick={stop}>
        {t('advice.finish')}
      </Button>
      {isOfSession(of.advice) && (
        <Button kind="quiet" wide onClick={() => setCorrecting(true)}>
          {t('advice.correct.score')}
        </Button>
      )}
    </>
  )
  return (
    <Screen title={adviceTitle(of.advice)} onBack={onLeave} backIcon="close" foot={foot}>
      <AdviceBody advice={of.advice} entry={of.entry} />
      {correcting && <CorrectSheet running={running} onClose={() => setCorrecting(false)} />}
    </Screen>
  )
}
