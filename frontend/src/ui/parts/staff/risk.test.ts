import { describe, expect, it } from 'vitest'
import type { RiskAnswer } from '../../../api/record'
import { mayFeelLess, needsRelease } from './risk'

const silent = {
  diabetes: null,
  loss_of_feeling: null,
  past_ulcer_or_amputation: null,
  poor_circulation: null,
}
const answers = (said: Partial<Record<keyof typeof silent, RiskAnswer>>) => ({ risk: { ...silent, ...said } })

describe('mayFeelLess', () => {
  it('takes "unsure" seriously', () => expect(mayFeelLess(answers({ loss_of_feeling: 'unsure' }))).toBe(true))
  it('makes nothing of silence', () => expect(mayFeelLess(answers({}))).toBe(false))
})

describe('needsRelease', () => {
  it('asks for a therapist after an ulcer', () =>
    expect(needsRelease(answers({ past_ulcer_or_amputation: 'yes' }))).toBe(true))
  it('asks for one with poor circulation in diabetic feet', () =>
    expect(needsRelease(answers({ diabetes: 'yes', poor_circulation: 'yes' }))).toBe(true))
  it('does not for poor circulation alone', () =>
    expect(needsRelease(answers({ poor_circulation: 'yes' }))).toBe(false))
})
