import fc from 'fast-check'
import type { ServerEntry } from '../domain/entry'
import { AGGRAVATORS, FEET, MOMENTS, QUALITIES, REGIONS, SURFACES } from '../domain/pain'
import { SKIP_REASONS } from '../domain/session'

/** Entries as any device, program or version may have written them: what the contract allows, and what a later one may. */

const FAR = [Date.UTC(1970, 0, 1), Date.UTC(2100, 11, 31)] as const

export const zone = fc.oneof(
  fc.constantFrom('Europe/Madrid', 'US/Pacific', 'Etc/GMT+5', 'Asia/Calcutta', 'Pacific/Kiritimati', 'UTC'),
  fc.constantFrom('Nowhere/City', '', 'GMT+25:00', 'not a zone', '../etc/passwd', '\u{1F9B6}'),
  fc.string({ maxLength: 20 }),
)

const offset = fc.constantFrom('Z', '+00:00', '+14:00', '-12:00', '+05:30', '-03:30')
const instant = fc
  .tuple(fc.integer({ min: FAR[0], max: FAR[1] }), offset)
  .map(([at, zoned]) => new Date(at).toISOString().slice(0, 19) + zoned)

const score = fc.integer({ min: 0, max: 10 })
const note = fc.string({ maxLength: 40 })
const wordOr = (known: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  )
const unsaid = <T>(value: fc.Arbitrary<T>) => fc.option(value)

const site = fc.record(
  { foot: wordOr(FEET), surface: wordOr(SURFACES), region: wordOr(REGIONS), score: unsaid(score) },
  { requiredKeys: ['foot', 'surface', 'region'] },
)
const pain = fc.record(
  {
    score,
    moment: wordOr(MOMENTS),
    sites: fc.array(site, { maxLength: 3 }),
    qualities: fc.array(wordOr(QUALITIES), { maxLength: 3 }),
    aggravators: fc.array(wordOr(AGGRAVATORS), { maxLength: 3 }),
    at_rest: unsaid(fc.boolean()),
    session_id: unsaid(fc.uuid()),
    note: unsaid(note),
    mood: fc.string(),
  },
  { requiredKeys: ['score', 'moment'] },
)

const set = fc.record(
  {
    side: wordOr(['left', 'right', 'both', 'each']),
    reps: unsaid(fc.nat(100)),
    seconds: unsaid(fc.nat(900)),
  },
  { requiredKeys: ['side'] },
)
const step = fc.record(
  {
    step_id: fc.oneof(fc.constant('s1'), fc.uuid()),
    sets: fc.array(set, { maxLength: 4 }),
    pain: unsaid(score),
    skipped: unsaid(wordOr(SKIP_REASONS)),
  },
  { requiredKeys: ['step_id', 'sets'] },
)
const session = fc.record(
  {
    assignment_id: unsaid(fc.oneof(fc.constant('a1'), fc.uuid())),
    version: unsaid(fc.integer({ min: 1, max: 99 })),
    started_at: instant,
    finished_at: instant,
    pain_before: unsaid(score),
    pain_worst: unsaid(score),
    pain_after: unsaid(score),
    effort: unsaid(score),
    note: unsaid(note),
    steps: fc.array(step, { maxLength: 3 }),
  },
  { requiredKeys: ['started_at', 'finished_at', 'steps'] },
)

const footCheck = fc.record(
  {
    findings: fc.array(wordOr(['none', 'redness', 'open_skin', 'warm']), { minLength: 1, maxLength: 3 }),
    note: unsaid(note),
  },
  { requiredKeys: ['findings'] },
)

const told = fc.oneof(
  fc.record({ kind: fc.constant('pain'), data: pain }),
  fc.record({ kind: fc.constant('session'), data: session }),
  fc.record({ kind: fc.constant('foot_check'), data: footCheck }),
  fc.record({ kind: wordOr(['self_test', 'steps_count']), data: fc.dictionary(fc.string(), fc.jsonValue()) }),
  // What no version would write; a screen has no business to fall over it all the same.
  fc.record({ kind: wordOr(['pain', 'session', 'foot_check']), data: fc.jsonValue() }),
)

/** An entry as the server tells it. Entry ids and numbers are given by `numbered`. */
const entry = fc
  .tuple(
    told,
    fc.record({
      recorded_at: instant,
      time_zone: zone,
      received_at: instant,
      late: fc.boolean(),
      skewed: fc.boolean(),
      schema: fc.nat(99),
      local_date: fc.constantFrom('1970-01-01', '2026-11-20', '2100-12-31'),
    }),
  )
  .map(([what, when]) => ({ ...when, ...what, deleted: false }))

const numbered = (all: object[]): ServerEntry[] =>
  all.map((one, i) => ({ ...one, entry_id: `e${i}`, seq: i + 1 }) as unknown as ServerEntry)

/** Some entries of one diary, none of them deleted. */
export const anyEntries: fc.Arbitrary<ServerEntry[]> = fc
  .array(entry, { minLength: 1, maxLength: 6 })
  .map(numbered)
