import { type DataOf, type Entry, type Kind, type OtherData, WRITTEN_KINDS } from './entry'
import type { FootCheckData } from './footCheck'
import { isPainScore, type PainData, type PainScore, type PainSite } from './pain'
import type { DoneSet, SessionData, StepResult } from './session'

/**
 * What another device, another program or another version of the app wrote, made fit for every screen: what was left
 * unsaid gets its empty value, what makes no sense is left out, and an entry that this version cannot read at all is of
 * kind `other`. What is stored and sent stays unchanged.
 */

type Told = Readonly<Record<string, unknown>>

const EPOCH = '1970-01-01T00:00:00+00:00'

/**
 * The entry as screens may take it. Never throws, whatever it holds.
 *
 * @param entry an entry as this phone or the server keeps it.
 */
export function shown<E extends Pick<Entry, 'kind' | 'data' | 'recorded_at' | 'time_zone'>>(entry: E): E {
  const { kind, stale, received_at, ...rest } = entry as E & Partial<Entry>
  const recorded_at = [entry.recorded_at, received_at].find(isInstant) ?? EPOCH
  const data = dataOf(kind, entry.data, recorded_at)
  const lost = stale && dataOf(kind, stale.data, recorded_at)
  return {
    ...rest,
    kind: data ? kind : 'other',
    data: data ?? {},
    recorded_at,
    time_zone: zoneOf(entry.time_zone, recorded_at),
    ...(received_at !== undefined && { received_at }),
    ...(lost && { stale: { data: lost } }),
  } as unknown as E
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value))

const OFFSET = /([+-])(\d{2}):\d{2}$/

/** The zone, where this phone knows it; else the offset that the entry was told with, so that day and hour stay right. */
function zoneOf(zone: unknown, recordedAt: string): string {
  const [offset, sign, hours] = OFFSET.exec(recordedAt) ?? []
  // Older browsers know no offsets as zones, but whole hours by names whose sign is turned round.
  const hour = `Etc/GMT${sign === '-' ? '+' : '-'}${Number(hours)}`
  return [zone, offset, hour].find(isZone) ?? 'UTC'
}

const zones = new Map<unknown, boolean>()

function isZone(zone: unknown): zone is string {
  const known = zones.get(zone)
  if (known !== undefined) return known
  const found = typeof zone === 'string' && zone !== '' && canBeRead(zone)
  zones.set(zone, found)
  return found
}

function canBeRead(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}

const isObject = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const READERS: { [K in Exclude<Kind, 'other'>]: (told: Told, at: string) => DataOf[K] | null } = {
  pain: painOf,
  session: sessionOf,
  foot_check: footCheckOf,
}

/** The complete data of an entry; null where it cannot be read. A deleted one has none and shows none. */
function dataOf(kind: unknown, data: unknown, at: string): DataOf[Kind] | OtherData | null {
  const known = WRITTEN_KINDS.find((one) => one === kind)
  return known && isObject(data) ? READERS[known](data, at) : null
}

function painOf(told: Told): PainData | null {
  const { score, moment } = told
  if (!isPainScore(score) || typeof moment !== 'string') return null
  return {
    ...told,
    score,
    moment: moment as PainData['moment'],
    sites: objects(told.sites).flatMap(siteOf),
    qualities: words(told.qualities),
    aggravators: words(told.aggravators),
    at_rest: typeof told.at_rest === 'boolean' ? told.at_rest : null,
    session_id: textOrNull(told.session_id),
    note: text(told.note),
  }
}

function siteOf({ foot, surface, region, score }: Told): PainSite[] {
  if (typeof foot !== 'string' || typeof surface !== 'string' || typeof region !== 'string') return []
  return [{ foot, surface, region, score: scoreOrNull(score) } as PainSite]
}

function sessionOf(told: Told, at: string): SessionData {
  return {
    ...told,
    assignment_id: textOrNull(told.assignment_id),
    version: numberOrNull(told.version),
    started_at: isInstant(told.started_at) ? told.started_at : at,
    finished_at: isInstant(told.finished_at) ? told.finished_at : at,
    pain_before: scoreOrNull(told.pain_before),
    pain_worst: scoreOrNull(told.pain_worst),
    pain_after: scoreOrNull(told.pain_after),
    effort: numberOrNull(told.effort),
    note: text(told.note),
    steps: objects(told.steps).flatMap(stepOf),
  }
}

function stepOf(told: Told): StepResult[] {
  const { step_id, pain, skipped } = told
  if (typeof step_id !== 'string') return []
  const sets = objects(told.sets).map(setOf)
  return [
    {
      ...told,
      step_id,
      sets,
      pain: scoreOrNull(pain),
      skipped: textOrNull(skipped) as StepResult['skipped'],
    },
  ]
}

function setOf(told: Told): DoneSet {
  const side = (typeof told.side === 'string' ? told.side : 'both') as DoneSet['side']
  return { ...told, side, reps: numberOrNull(told.reps), seconds: numberOrNull(told.seconds) }
}

function footCheckOf(told: Told): FootCheckData | null {
  const findings = words<FootCheckData['findings'][number]>(told.findings)
  return findings.length > 0 ? { ...told, findings, note: text(told.note) } : null
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const objects = (value: unknown): Told[] => list(value).filter(isObject)
const words = <W extends string>(value: unknown): W[] =>
  list(value).filter((one): one is W => typeof one === 'string')
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const numberOrNull = (value: unknown): number | null => (Number.isFinite(value) ? (value as number) : null)
const scoreOrNull = (value: unknown): PainScore | null => (isPainScore(value) ? value : null)
