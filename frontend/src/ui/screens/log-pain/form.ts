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
}

/** A form with nothing answered about one moment. */
export function emptyForm(moment: Moment): PainForm {
  return { score: null, moment, sites: [], qualities: [], aggravators: [], at_rest: null, note: '' }
}

/** The form that shows an entry already made. */
export function formOf({ session_id: _, ...data }: PainData): PainForm {
  return data
}

/** What to save, or null while no score is chosen. `kept` is the entry being corrected. */
export function answersOf(form: PainForm, kept: PainData | null): PainAnswers | null {
  if (form.score === null) return null
  const { sites, qualities, aggravators } = form
  return {
    ...form,
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
