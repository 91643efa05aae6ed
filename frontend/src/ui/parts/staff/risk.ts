import type { PatientRecord } from '../../../api/record'

type Answered = Pick<PatientRecord, 'risk'>

export const mayBe = (answer: string | null) => answer === 'yes' || answer === 'unsure'

/** Feet that may feel less than they should: "unsure" counts, silence does not. */
export const mayFeelLess = ({ risk }: Answered) => mayBe(risk.diabetes) || mayBe(risk.loss_of_feeling)

/** After an ulcer or amputation, or with poor circulation in such feet, only a therapist can release a plan (IWGDF 2023). */
export function needsRelease({ risk }: Answered): boolean {
  const feelsLess = risk.diabetes === 'yes' || risk.loss_of_feeling === 'yes'
  return risk.past_ulcer_or_amputation === 'yes' || (feelsLess && risk.poor_circulation === 'yes')
}
