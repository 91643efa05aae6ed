/** Numeric pain rating scale: 0 no pain, 10 worst pain imaginable (LOINC 72514-3; Farrar 2001). */
export type PainScore = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

export const PAIN_SCORES: readonly PainScore[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Different moments are different measures and never share a series or a mean. */
export const MOMENTS = [
  'now',
  'average_24h',
  'worst_24h',
  'first_steps',
  'during',
  'after',
  'next_morning',
] as const
export type Moment = (typeof MOMENTS)[number]

export const QUALITIES = [
  'sharp',
  'burning',
  'aching',
  'shooting',
  'tingling',
  'numb',
  'cold',
  'clicking',
  'swelling',
  'pebble',
] as const
export type Quality = (typeof QUALITIES)[number]

export const AGGRAVATORS = [
  'standing',
  'walking',
  'running',
  'flexing',
  'tight_shoes',
  'high_heels',
  'hard_ground',
] as const
export type Aggravator = (typeof AGGRAVATORS)[number]

export const FEET = ['left', 'right'] as const
export type Foot = (typeof FEET)[number]

export const SURFACES = ['sole', 'top'] as const
export type Surface = (typeof SURFACES)[number]

export const REGIONS = [
  'metatarsal_1',
  'metatarsal_2',
  'metatarsal_3',
  'metatarsal_4',
  'metatarsal_5',
  'web_1',
  'web_2',
  'web_3',
  'web_4',
  'toe_1',
  'toe_2',
  'toe_3',
  'toe_4',
  'toe_5',
  'arch',
  'heel',
] as const
export type Region = (typeof REGIONS)[number]

export interface PainSite {
  foot: Foot
  surface: Surface
  region: Region
  score: PainScore | null
}

export interface PainData {
  score: PainScore
  moment: Moment
  sites: PainSite[]
  qualities: Quality[]
  aggravators: Aggravator[]
  /** Whether it also hurts at rest; null is no answer. */
  at_rest: boolean | null
  session_id: string | null
  note: string
}

/** What the patient has said so far: score and moment are asked for, the rest may stay unsaid. */
export type PainAnswers = Pick<PainData, 'score' | 'moment'> & Partial<PainData>

/** Whether a value is a pain score. Nothing chosen is no answer, never 0. */
export function isPainScore(value: unknown): value is PainScore {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10
}

/** The complete `data` of a pain entry from what was said. */
export function painData(answers: PainAnswers): PainData {
  if (!isPainScore(answers.score)) throw new RangeError('A pain score is a whole number from 0 to 10.')
  const unsaid = { sites: [], qualities: [], aggravators: [], at_rest: null, session_id: null, note: '' }
  return { ...unsaid, ...answers }
}
