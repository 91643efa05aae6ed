import {
  type Advice,
  adviceForCheck,
  adviceForPain,
  adviceForSession,
  type Circumstances,
  gravest,
  isRest,
  NOTHING,
} from './advice'
import { addDays, daysBetween, type LocalDate } from './clock'
import { dayOf, type Entry, isKind } from './entry'
import type { PainData, PainSite } from './pain'
import type { Plan } from './plan'

type Pain = Extract<Entry, { kind: 'pain' }>
type Diary = readonly Entry[]

const POINTS_THAT_MATTER = 2
const NERVE_QUALITIES = ['numb', 'tingling']
const MORNINGS = ['next_morning', 'first_steps']
/** A phone that is far from any network holds no longer than this by itself, in days. */
const MOST_DAYS = 14

const instant = ({ recorded_at }: Pick<Entry, 'recorded_at'>): number => Date.parse(recorded_at)

/** What an entry means, seen with what the diary says before it. Reads no clock. */
export function adviceForEntry(entry: Entry, diary: Diary, of: Circumstances): Advice {
  if (entry.deleted) return NOTHING
  if (isKind(entry, 'foot_check')) return adviceForCheck(entry.data, of)
  if (isKind(entry, 'session')) return afterwards(adviceForSession(entry.data, of))
  if (!isKind(entry, 'pain')) return NOTHING
  const alone = adviceForPain(entry.data, of)
  const earlier = diary.filter((other) => !other.deleted && instant(other) < instant(entry))
  return gravest([alone, ...unsettled(entry, earlier, of), ...nerveSign(entry, earlier, of)])
}

/** A saved session is over: whatever was said before or during it is about what comes after. */
const afterwards = (advice: Advice): Advice => ({ ...advice, setting: 'after' })

/**
 * Pain must settle by the morning after a session: two points above the morning before it, in the same measure, count as
 * red (Silbernagel 2007). The server's rule is `progress.rules.flagging.next_morning`.
 */
function unsettled(entry: Pain, earlier: Diary, { zones }: Circumstances): Advice[] {
  const { moment, score } = entry.data
  const eve = addDays(dayOf(entry), -1)
  if (!zones.next_morning_rule || !MORNINGS.includes(moment) || !hadSession(earlier, eve)) return []
  const before = painsOn(earlier, eve).filter(({ data }) => data.moment === moment)
  if (before.length === 0) return []
  const highest = Math.max(...before.map(({ data }) => data.score))
  if (score - highest < POINTS_THAT_MATTER) return []
  return [{ level: 'stop', because: 'morning', setting: 'morning', score }]
}

/**
 * Numbness or tingling that spreads, or that a session left behind and the next morning still shows, counts as red. Our
 * judgement; the therapist can switch it off. The server's rule is `progress.rules.flagging.nerve`.
 */
function nerveSign(entry: Pain, earlier: Diary, { zones }: Circumstances): Advice[] {
  if (!zones.nerve_rule || !hasNerveSign(entry.data)) return []
  const notes = earlier.filter((one): one is Pain => isKind(one, 'pain') && hasNerveSign(one.data))
  if (!lasts(entry, notes, earlier) && !spreads(entry, notes)) return []
  return [{ level: 'stop', because: 'nerve', setting: 'morning', score: entry.data.score }]
}

function lasts(entry: Pain, notes: readonly Pain[], earlier: Diary): boolean {
  const eve = addDays(dayOf(entry), -1)
  if (entry.data.moment !== 'next_morning' || !hadSession(earlier, eve)) return false
  return notes.some((note) => dayOf(note) === eve)
}

function spreads(entry: Pain, notes: readonly Pain[]): boolean {
  const last = notes.reduce<Pain | null>((a, b) => (a && instant(a) >= instant(b) ? a : b), null)
  if (!last) return false
  const before = placesOf(last.data)
  const now = placesOf(entry.data)
  return before.size > 0 && now.size > before.size && [...before].every((place) => now.has(place))
}

const hasNerveSign = ({ qualities }: Partial<PainData>): boolean =>
  (qualities ?? []).some((one) => NERVE_QUALITIES.includes(one))

const placesOf = ({ sites }: Partial<PainData>): Set<string> =>
  new Set((sites ?? []).map(({ foot, surface, region }: PainSite) => `${foot} ${surface} ${region}`))

const hadSession = (diary: Diary, on: LocalDate): boolean =>
  diary.some((entry) => isKind(entry, 'session') && dayOf(entry) === on)

const painsOn = (diary: Diary, on: LocalDate): Pain[] =>
  diary.filter((entry): entry is Pain => isKind(entry, 'pain') && dayOf(entry) === on)

/** Whether a lift came after an entry. `lifted`: ISO 8601, or null for never. */
const isLifted = (entry: Entry, lifted: string | null): boolean =>
  lifted !== null && Date.parse(lifted) >= instant(entry)

/** What an entry means while it stands: a professional's look ends the call for one. */
export function standingAdvice(entry: Entry, diary: Diary, of: Circumstances, lifted: string | null): Advice {
  const advice = adviceForEntry(entry, diary, of)
  return advice.level === 'help' && isLifted(entry, lifted) ? NOTHING : advice
}

/** What is said of a day, and the entry that speaks for it. */
export interface AdviceOfDay {
  readonly advice: Advice
  readonly entry: Entry | null
}

/**
 * What holds on a local date after all that was written that day. A red score away from the exercises holds until a later
 * one of the same day says that the pain "right now" is back at or below amber; all else holds for the day.
 *
 * @param lifted when a professional's look was last told, ISO 8601; null for never
 */
export function adviceOfDay(
  diary: Diary,
  on: LocalDate,
  of: Circumstances,
  lifted: string | null = null,
): AdviceOfDay {
  const day = diary.filter((entry) => !entry.deleted && dayOf(entry) === on)
  const judged = day.map((entry) => ({ entry, advice: standingAdvice(entry, diary, of, lifted) }))
  const calm = Math.max(0, ...judged.filter(isCalmNow).map(({ entry }) => instant(entry)))
  const standing = judged.filter((one) => !isPassing(one.advice) || instant(one.entry) >= calm)
  const advice = gravest(standing.map((one) => one.advice))
  return { advice, entry: standing.find((one) => one.advice === advice)?.entry ?? null }
}

const isCalmNow = ({ entry, advice }: { entry: Entry; advice: Advice }): boolean =>
  isKind(entry, 'pain') && entry.data.moment === 'now' && !isRest(advice)

const isPassing = ({ because, setting }: Advice): boolean => because === 'red' && setting === 'daily'

/** A plan that rests until a professional has looked. */
export interface Warning {
  /** When the sign was told, ISO 8601; null where the server knows it only by its day. */
  readonly since: string | null
  /** The entry on this phone that holds it, if it is that. */
  readonly entry: Entry | null
  /** The patient, alone with Footing, may say that a professional has looked. */
  readonly mayResume: boolean
}

type Held = Pick<Plan, 'on_hold' | 'warning_hold' | 'warning_lifted_at'>

/**
 * Whether the plan rests on a date because of a warning sign: the server says so, or a sign told on this phone has not been
 * judged by the server yet.
 *
 * A sign holds at once and without a network. The server's word counts from the day after tomorrow, once the plan has been
 * asked for after it had the entry; before that a lift that is newer than the sign ends it.
 *
 * @param plan the plan on this phone; null before the first
 * @param syncedAt when this phone last exchanged everything with the server, ISO 8601; null for never
 * @param alone whether no clinic looks after this patient
 */
export function warningOn(
  on: LocalDate,
  {
    plan,
    diary,
    of,
    syncedAt,
    alone,
  }: {
    plan: Held | null
    diary: Diary
    of: Circumstances
    syncedAt: string | null
    alone: boolean
  },
): Warning | null {
  const held = plan?.warning_hold ?? null
  const sign = diary.find((entry) => isUnjudged(entry, on, plan, syncedAt) && needsHelp(entry, diary, of))
  if (held && held.from_on <= on)
    return { since: held.since, entry: sign ?? null, mayResume: held.may_resume }
  if (sign) return { since: sign.recorded_at, entry: sign, mayResume: alone }
  const isHeld = plan?.on_hold && plan.on_hold.since_on <= on
  return isHeld ? { since: null, entry: null, mayResume: false } : null
}

const needsHelp = (entry: Entry, diary: Diary, of: Circumstances): boolean =>
  adviceForEntry(entry, diary, of).level === 'help'

function isUnjudged(entry: Entry, on: LocalDate, plan: Held | null, syncedAt: string | null): boolean {
  const age = daysBetween(dayOf(entry), on)
  const lifted = plan?.warning_lifted_at ?? null
  if (age < 0 || age > MOST_DAYS || isLifted(entry, lifted)) return false
  return age <= 1 || entry.received_at === null || !isAfter(syncedAt, entry.received_at)
}

const isAfter = (later: string | null, earlier: string): boolean =>
  later !== null && Date.parse(later) > Date.parse(earlier)
