import type { Finding, FootCheckData } from './footCheck'
import type { Moment, PainData, PainScore } from './pain'
import type { Zones } from './plan'
import type { SessionData, StepResult } from './session'

/**
 * What to do now. `go`: nothing to say. `care`: go on, and watch it. `stop`: no exercises, for now or for today. `help`: a
 * professional must look before the exercises go on.
 */
export type Level = 'go' | 'care' | 'stop' | 'help'

/** When a pain was felt, as far as it matters for what to do: `daily` is any moment away from the exercises. */
export type Setting = 'daily' | 'before' | 'during' | 'after' | 'morning'

/** What speaks for the level; the words on screen follow it. */
export type Because =
  | 'nothing'
  | 'amber'
  | 'rise'
  | 'red'
  | 'morning'
  | 'nerve'
  | 'finding'
  | 'blood_flow'
  | 'warning_sign'

export interface Advice {
  readonly level: Level
  readonly because: Because
  readonly setting: Setting
  /** The score that speaks for it, 0 to 10; null where it is not a score. */
  readonly score: PainScore | null
}

/** What must be known of a patient to say what to do. */
export interface Circumstances {
  readonly zones: Zones
  /** Diabetes or loss of feeling, answered "yes" or "unsure": feet that may not hurt in time. */
  readonly mayFeelLess: boolean
  /** Poor circulation, answered "yes". */
  readonly poorCirculation: boolean
}

/** Pain zones where nobody has set others: green 0-2, amber 3-5, red 6-10 (pain-monitoring model, see `adviceForScore`). */
export const USUAL_ZONES: Zones = { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true }

const ORDER: readonly Level[] = ['go', 'care', 'stop', 'help']
const RISE_THAT_MATTERS = 2
const INFLAMED: readonly Finding[] = ['redness', 'swelling', 'warm']

export const NOTHING: Advice = { level: 'go', because: 'nothing', setting: 'daily', score: null }

/** Whether the exercises rest. */
export const isRest = ({ level }: Advice): boolean => ORDER.indexOf(level) >= ORDER.indexOf('stop')

/** The gravest of several; of equals the first. */
export function gravest(all: readonly Advice[]): Advice {
  return all.reduce((a, b) => (ORDER.indexOf(b.level) > ORDER.indexOf(a.level) ? b : a), NOTHING)
}

/** Where a moment of the diary stands to the exercises. */
export function settingOf(moment: Moment): Setting {
  if (moment === 'during' || moment === 'after') return moment
  return moment === 'next_morning' ? 'morning' : 'daily'
}

/**
 * What one pain score means, whatever its moment.
 *
 * Pain may reach the top of the amber zone during and after exercise and must settle by the next morning (pain-monitoring
 * model: Thomee 1997; Silbernagel 2007). Above it the exercises rest. Pain at rest from poor blood flow is a warning sign
 * of the library's red flags.
 *
 * @param score 0 to 10; null is no answer and means nothing
 * @param atRest whether it also hurts at rest; null is no answer
 */
export function adviceForScore(
  score: PainScore | null,
  setting: Setting,
  { zones, poorCirculation }: Circumstances,
  atRest: boolean | null = null,
): Advice {
  if (score === null) return { ...NOTHING, setting }
  if (atRest && score > 0 && poorCirculation) return { level: 'help', because: 'blood_flow', setting, score }
  if (score > zones.amber_to) return { level: 'stop', because: 'red', setting, score }
  if (score > zones.green_to) return { level: 'care', because: 'amber', setting, score }
  return { level: 'go', because: 'nothing', setting, score }
}

/** What a pain entry means: its own score, and that of each place. */
export function adviceForPain(
  { score, moment, sites, at_rest }: Pick<PainData, 'score' | 'moment'> & Partial<PainData>,
  of: Circumstances,
): Advice {
  const scores = [score, ...(sites ?? []).map((site) => site.score ?? null)]
  return gravest(scores.map((one) => adviceForScore(one, settingOf(moment), of, at_rest)))
}

export type SessionScores = Partial<Pick<SessionData, 'pain_before' | 'pain_worst' | 'pain_after'>> & {
  readonly steps?: readonly Partial<Pick<StepResult, 'pain'>>[]
}

/** What a session's scores mean: before, worst, after and of each exercise; and a rise of two points or more (Farrar 2001). */
export function adviceForSession(session: SessionScores, of: Circumstances): Advice {
  const { pain_before = null, pain_worst = null, pain_after = null, steps = [] } = session
  const during = [pain_worst, ...steps.map(({ pain }) => pain ?? null)]
  return gravest([
    ...rise(pain_before, pain_after),
    ...during.map((score) => adviceForScore(score, 'during', of)),
    adviceForScore(pain_after, 'after', of),
    adviceForScore(pain_before, 'before', of),
  ])
}

function rise(before: PainScore | null, after: PainScore | null): Advice[] {
  if (before === null || after === null || after - before < RISE_THAT_MATTERS) return []
  return [{ level: 'care', because: 'rise', setting: 'after', score: after }]
}

/**
 * Whether the findings of a foot check need a professional's look before any exercise.
 *
 * The server holds the plan by the same rule (`progress.rules.warning_signs`, where the sources stand); both are
 * tested against `tests/shared/advice_cases.json`.
 */
export function isWarningSign(findings: readonly Finding[], mayFeelLess: boolean): boolean {
  const seen: Finding[] = findings.filter((finding) => finding !== 'none')
  if (mayFeelLess) return seen.length > 0
  const inflamed = INFLAMED.filter((sign) => seen.includes(sign)).length
  const infected = seen.includes('open_skin') && inflamed > 0
  return seen.includes('colour_change') || infected || inflamed === INFLAMED.length
}

/** What a foot check means: any finding rests the exercises that day (our judgement), a warning sign until someone has looked. */
export function adviceForCheck({ findings }: Pick<FootCheckData, 'findings'>, of: Circumstances): Advice {
  if (isWarningSign(findings, of.mayFeelLess)) return { ...NOTHING, level: 'help', because: 'warning_sign' }
  const saw = findings.some((finding) => finding !== 'none')
  return saw ? { ...NOTHING, level: 'stop', because: 'finding' } : NOTHING
}
