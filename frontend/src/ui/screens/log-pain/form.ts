import type {
  Aggravator,
  Foot,
  Moment,
  PainAnswers,
  PainData,
  PainScore,
  PainSite,
  Quality,
  Region,
  Surface,
} from '../../../domain/pain'
import { type When, whenMeant } from '../../../domain/told'

/** What the screen holds while it is being filled in. `score` null: nothing chosen yet. */
export interface PainForm {
  readonly score: PainScore | null
  readonly moment: Moment
  readonly sites: readonly PainSite[]
  readonly qualities: readonly Quality[]
  readonly aggravators: readonly Aggravator[]
  /** Null: nobody was asked, or nobody answered. */
  readonly at_rest: boolean | null
  readonly note: string
  /** Now, or the part of yesterday it is about. */
  readonly when: When
}

/** A form with nothing answered about one moment. */
export function emptyForm(moment: Moment): PainForm {
  return {
    score: null,
    moment,
    sites: [],
    qualities: [],
    aggravators: [],
    at_rest: null,
    note: '',
    when: 'now',
  }
}

/** The form as it comes back from a draft begun at `begunAt`: what was "now" then stays where it was. */
export function comeBack(form: PainForm, begunAt: string, now: Date, zone: string): PainForm {
  if (form.when !== 'now') return isOfToday(begunAt, now, zone) ? form : { ...form, when: 'now', score: null }
  const when = whenMeant(begunAt, now, zone)
  return when ? { ...form, when } : { ...form, score: null }
}

const isOfToday = (begunAt: string, now: Date, zone: string) => whenMeant(begunAt, now, zone) === 'now'

/** The form that shows an entry already made. */
export function formOf({ session_id: _, ...data }: PainData): PainForm {
  return { ...data, when: 'now' }
}

/** What to save, or null while no score is chosen. `kept` is the entry being corrected. */
export function answersOf(form: PainForm, kept: Pick<PainData, 'session_id'> | null): PainAnswers | null {
  if (form.score === null) return null
  const { sites, qualities, aggravators, when: _, ...said } = form
  return {
    ...said,
    score: form.score,
    sites: [...sites],
    qualities: [...qualities],
    aggravators: [...aggravators],
    note: form.note.trim(),
    session_id: kept?.session_id ?? null,
  }
}

/** The regions chosen on one side of one foot. */
export function regionsOn(sites: readonly PainSite[], foot: Foot, surface: Surface): Region[] {
  return sites.filter((site) => site.foot === foot && site.surface === surface).map((site) => site.region)
}

/** Sets the regions of one side of one foot and leaves all others alone. */
export function withRegions(
  sites: readonly PainSite[],
  foot: Foot,
  surface: Surface,
  regions: readonly Region[],
): PainSite[] {
  const here = (site: PainSite) => site.foot === foot && site.surface === surface
  const kept = sites.filter((site) => !here(site) || regions.includes(site.region))
  const known = new Set(kept.filter(here).map((site) => site.region))
  const fresh = regions.filter((region) => !known.has(region))
  return [...kept, ...fresh.map((region) => ({ foot, surface, region, score: null }))]
}
