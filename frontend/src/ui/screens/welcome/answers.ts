import type { Intake } from '../../../api/account'
import { RISKS, type Risk, type RiskAnswer } from '../../../api/record'
import type { Me } from '../../../domain/person'

/** What has been answered so far. */
export interface Answers {
  readonly name: string
  readonly foot: Intake['foot'] | null
  readonly risk: Readonly<Partial<Record<Risk, RiskAnswer>>>
}

export type Question = 'name' | 'foot' | Risk

/** What is known already: the intake can be looked at again and changed. */
export function knownAnswers(person: Me | null): Answers {
  const told = RISKS.flatMap((risk) => {
    const answer = person?.patient?.risk?.[risk]
    return answer ? [[risk, answer] as const] : []
  })
  return { name: person?.name ?? '', foot: person?.patient?.foot ?? null, risk: Object.fromEntries(told) }
}

/** The questions in order; a name that is known is not asked for again. */
export function questionsFor(knownName: string): Question[] {
  return [...(knownName ? [] : (['name'] as const)), 'foot', ...RISKS]
}

/** Whether a question has an answer. */
export function isAnswered(question: Question, answers: Answers): boolean {
  if (question === 'name') return answers.name.trim() !== ''
  if (question === 'foot') return answers.foot !== null
  return answers.risk[question] !== undefined
}

/** The intake to send, or null while anything is unanswered. */
export function intakeOf({ foot, risk }: Answers): Intake | null {
  const { diabetes, loss_of_feeling, past_ulcer_or_amputation, poor_circulation } = risk
  if (!foot || !diabetes || !loss_of_feeling || !past_ulcer_or_amputation || !poor_circulation) return null
  return { foot, risk: { diabetes, loss_of_feeling, past_ulcer_or_amputation, poor_circulation } }
}
