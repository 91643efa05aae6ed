import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Advice,
  adviceForCheck,
  adviceForPain,
  adviceForScore,
  adviceForSession,
  type Circumstances,
  isRest,
  isWarningSign,
  type Level,
  type Setting,
  USUAL_ZONES,
} from './advice'
import { FINDINGS, type Finding } from './footCheck'
import { MOMENTS, PAIN_SCORES, type PainScore } from './pain'

interface Cases {
  warning_signs: { findings: Finding[]; may_feel_less: boolean; warning: boolean }[]
  scores: {
    score: PainScore
    green_to: number
    amber_to: number
    at_rest: boolean | null
    poor_circulation: boolean
    level: Level
  }[]
}

const file = new URL('../../../tests/shared/advice_cases.json', import.meta.url)
const cases = JSON.parse(readFileSync(file, 'utf8')) as Cases

const anybody: Circumstances = { zones: USUAL_ZONES, mayFeelLess: false, poorCirculation: false }
const SETTINGS: Setting[] = ['daily', 'before', 'during', 'after', 'morning']
const LEVELS: Level[] = ['go', 'care', 'stop', 'help']

const scores = fc.constantFrom(...PAIN_SCORES)
const unsure = fc.option(scores)
const people = fc.record({
  zones: fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 10 }))
    .filter(([green, amber]) => green < amber)
    .map(([green_to, amber_to]) => ({ ...USUAL_ZONES, green_to, amber_to })),
  mayFeelLess: fc.boolean(),
  poorCirculation: fc.boolean(),
})
const sessions = fc.record({
  pain_before: unsure,
  pain_worst: unsure,
  pain_after: unsure,
  steps: fc.array(fc.record({ pain: unsure }), { maxLength: 4 }),
})
const grade = ({ level }: Advice) => LEVELS.indexOf(level)

describe('advice for a score', () => {
  it.each(cases.scores)('score $score, amber to $amber_to, at rest $at_rest: $level', (one) => {
    const zones = { ...USUAL_ZONES, green_to: one.green_to, amber_to: one.amber_to }
    const of = { zones, mayFeelLess: false, poorCirculation: one.poor_circulation }
    for (const setting of SETTINGS) {
      expect(adviceForScore(one.score, setting, of, one.at_rest).level).toBe(one.level)
    }
  })

  it('no answer means nothing', () => expect(adviceForScore(null, 'before', anybody).level).toBe('go'))

  it('is the same at every moment', () => {
    fc.assert(
      fc.property(scores, people, fc.option(fc.boolean()), (score, of, at_rest) => {
        const levels = MOMENTS.map((moment) => adviceForPain({ score, moment, at_rest }, of).level)
        expect(new Set(levels).size).toBe(1)
      }),
    )
  })

  it('never becomes milder as pain grows', () => {
    fc.assert(
      fc.property(scores, scores, people, fc.boolean(), (a, b, of, atRest) => {
        const [less, more] = a <= b ? [a, b] : [b, a]
        const grades = [less, more].map((score) => grade(adviceForScore(score, 'daily', of, atRest)))
        expect(grades[0]).toBeLessThanOrEqual(grades[1] ?? -1)
      }),
    )
  })
})

describe('advice for a session', () => {
  it('rests exactly when a score of it is red', () => {
    fc.assert(
      fc.property(sessions, people, (session, of) => {
        const { pain_before, pain_worst, pain_after, steps } = session
        const told = [pain_before, pain_worst, pain_after, ...steps.map(({ pain }) => pain)]
        const isRed = told.some((score) => score !== null && score > of.zones.amber_to)
        expect(isRest(adviceForSession(session, of))).toBe(isRed)
      }),
    )
  })

  it('warns of a rise of two points below red', () => {
    expect(adviceForSession({ pain_before: 1, pain_after: 3 }, anybody).because).toBe('rise')
    expect(adviceForSession({ pain_before: 4, pain_after: 6 }, anybody).because).toBe('red')
    expect(adviceForSession({ pain_before: null, pain_after: 4 }, anybody).because).toBe('amber')
    expect(adviceForSession({ pain_before: 0, pain_after: 2 }, anybody).because).toBe('rise')
    expect(adviceForSession({ pain_before: 1, pain_after: 2 }, anybody).level).toBe('go')
  })

  it('takes what another program left out for no answer', () => {
    expect(adviceForSession({ steps: [{}] }, anybody).level).toBe('go')
  })
})

describe('advice for a pain entry', () => {
  it('hears the score of a place', () => {
    const site = { foot: 'left', surface: 'sole', region: 'heel', score: 7 } as const
    expect(adviceForPain({ score: 2, moment: 'now', sites: [site] }, anybody)).toMatchObject({
      level: 'stop',
      score: 7,
    })
  })
})

describe('advice for a foot check', () => {
  it.each(cases.warning_signs)('$findings, may feel less $may_feel_less: warning $warning', (one) =>
    expect(isWarningSign(one.findings, one.may_feel_less)).toBe(one.warning),
  )

  it('rests after any finding, and asks for help after a warning sign', () => {
    const found = FINDINGS.filter((finding) => finding !== 'none')
    fc.assert(
      fc.property(fc.subarray(found, { minLength: 1 }), people, (findings, of) => {
        const advice = adviceForCheck({ findings }, of)
        expect(isRest(advice)).toBe(true)
        expect(advice.level === 'help').toBe(isWarningSign(findings, of.mayFeelLess))
      }),
    )
    expect(adviceForCheck({ findings: ['none'] }, { ...anybody, mayFeelLess: true }).level).toBe('go')
  })
})
