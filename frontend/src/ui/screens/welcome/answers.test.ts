import { describe, expect, it } from 'vitest'
import { type Answers, intakeOf, isAnswered, questionsFor } from './answers'

const NONE: Answers = { name: '', foot: null, risk: {} }
const ALL: Answers = {
  name: 'Ana',
  foot: 'left',
  risk: {
    diabetes: 'no',
    loss_of_feeling: 'unsure',
    past_ulcer_or_amputation: 'no',
    poor_circulation: 'yes',
  },
}

describe('the intake', () => {
  it('asks for the name only where it is unknown', () => {
    expect(questionsFor('')[0]).toBe('name')
    expect(questionsFor('Ana')[0]).toBe('foot')
  })

  it('presumes no answer', () => {
    expect(questionsFor('').some((question) => isAnswered(question, NONE))).toBe(false)
    expect(intakeOf(NONE)).toBeNull()
  })

  it('is not sent while one question is open', () =>
    expect(intakeOf({ ...ALL, risk: { diabetes: 'no' } })).toBeNull())

  it('sends every answer as given', () => expect(intakeOf(ALL)).toEqual({ foot: 'left', risk: ALL.risk }))

  it('does not take blanks for a name', () => expect(isAnswered('name', { ...NONE, name: '  ' })).toBe(false))
})
