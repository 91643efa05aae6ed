import type { RiskAnswer } from '../../../api/record'
import { Button } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { ProgressSteps } from '../../parts/progress-steps'
import { Screen } from '../../parts/screen'
import { type Answers, type Question as Asked, isAnswered } from './answers'
import { t } from './words'

const feet = () =>
  [
    { value: 'left', label: t('welcome.left') },
    { value: 'right', label: t('welcome.right') },
    { value: 'both', label: t('welcome.both') },
  ] as const

const riskAnswers = (): readonly { value: RiskAnswer; label: string }[] => [
  { value: 'yes', label: t('yes') },
  { value: 'no', label: t('no') },
  { value: 'unsure', label: t('unsure') },
]

interface QuestionProps {
  question: Asked
  at: number
  of: number
  answers: Answers
  /** Why the last try to send the answers failed. */
  problem: string | null
  onAnswer: (part: Partial<Answers>) => void
  onBack: () => void
  onNext: () => void
}

function Answer({ question, answers, onAnswer }: Pick<QuestionProps, 'question' | 'answers' | 'onAnswer'>) {
  if (question === 'name') {
    return (
      <TextField
        label={t('welcome.name.label')}
        autocomplete="name"
        maxLength={120}
        value={answers.name}
        onInput={(event) => onAnswer({ name: event.currentTarget.value })}
      />
    )
  }
  const legend = t(`welcome.${question}`)
  if (question === 'foot') {
    return (
      <OneOf
        legend={legend}
        legendUnseen
        look="list"
        options={feet()}
        value={answers.foot}
        onChange={(foot) => onAnswer({ foot })}
      />
    )
  }
  return (
    <>
      {question === 'loss_of_feeling' && <p>{t('welcome.loss_of_feeling.hint')}</p>}
      <OneOf
        legend={legend}
        legendUnseen
        look="list"
        options={riskAnswers()}
        value={answers.risk[question] ?? null}
        onChange={(answer) => onAnswer({ risk: { ...answers.risk, [question]: answer } })}
      />
      <details class="fold">
        <summary>{t('welcome.why')}</summary>
        <p class="fold-body">{t(`welcome.${question}.why`)}</p>
      </details>
    </>
  )
}

/** One question of the intake on a screen of its own. Nothing is chosen beforehand. */
export function Question({ question, at, of, answers, problem, onAnswer, onBack, onNext }: QuestionProps) {
  const foot = (
    <Button kind="main" wide disabled={!isAnswered(question, answers)} onClick={onNext}>
      {t('next')}
    </Button>
  )
  return (
    <Screen title={t(`welcome.${question}`)} over={t('welcome.step', { at, of })} onBack={onBack} foot={foot}>
      <ProgressSteps at={at} of={of} />
      <ProblemLine words={problem} />
      <Answer question={question} answers={answers} onAnswer={onAnswer} />
    </Screen>
  )
}
