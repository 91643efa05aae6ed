import { worstTold } from '../../../domain/checkIn'
import { isPainScore } from '../../../domain/pain'
import type { DraftAnswers, SessionDraft } from '../../../domain/session'
import { Banner } from '../../parts/banner'
import { Button, IconButton } from '../../parts/button'
import { Card } from '../../parts/card'
import { TextArea } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { ScoreRow } from '../../parts/score-row'
import { Screen } from '../../parts/screen'
import { inClinic } from '../../state/session'
import { t } from './words'

const NOTE_LENGTH = 2000

interface FinishProps {
  draft: SessionDraft
  saving: boolean
  problem: string | null
  onAnswer: (answers: DraftAnswers) => void
  onBack: () => void
  onLeave: () => void
  onSave: () => void
}

/** The worst pain is filled in from what was told before and during the session. */
const isTakenOver = (draft: SessionDraft): boolean => draft.pain_worst === null && worstTold(draft) !== null

function Scores({ draft, onAnswer }: Pick<FinishProps, 'draft' | 'onAnswer'>) {
  const effort = { low: t('effort.easy'), high: t('effort.hard') }
  return (
    <ul class="rows">
      <li>
        <ScoreRow
          label={t('session.finish.worst')}
          value={worstTold(draft)}
          onChange={(pain_worst) => onAnswer({ pain_worst })}
        />
      </li>
      <li>
        <ScoreRow
          label={t(draft.told_later ? 'session.finish.after.then' : 'session.finish.after')}
          value={draft.pain_after}
          onChange={(pain_after) => onAnswer({ pain_after })}
        />
      </li>
      <li>
        <ScoreRow
          label={t('session.finish.effort')}
          value={isPainScore(draft.effort) ? draft.effort : null}
          ends={effort}
          onChange={(value) => onAnswer({ effort: value })}
        />
      </li>
    </ul>
  )
}

/** The end of a session: pain, effort and a note, none of them asked for. */
export function Finish({ draft, saving, problem, onAnswer, onBack, onLeave, onSave }: FinishProps) {
  const nothing = draft.steps.every((step) => step.sets.length === 0 && !step.skipped)
  const foot = (
    <div class="screen-foot-row">
      <IconButton icon="back" label={t('previous')} onClick={onBack} />
      <Button kind="main" disabled={saving} onClick={onSave}>
        {t('session.finish.save')}
      </Button>
    </div>
  )
  return (
    <Screen title={t('session.finish.title')} onBack={onLeave} backIcon="close" foot={foot}>
      <ProblemLine words={problem} />
      {nothing && <Banner icon="help">{t('session.finish.nothing')}</Banner>}
      <Card>
        <p class="hint">
          {t('session.finish.answers')} {isTakenOver(draft) && t('session.finish.worst.taken')}
        </p>
        <Scores draft={draft} onAnswer={onAnswer} />
      </Card>
      <TextArea
        label={t('session.finish.note')}
        hint={t(inClinic.value ? 'session.finish.note.hint' : 'session.finish.note.hint.own')}
        value={draft.note}
        maxLength={NOTE_LENGTH}
        onInput={(event) => onAnswer({ note: event.currentTarget.value })}
      />
    </Screen>
  )
}
