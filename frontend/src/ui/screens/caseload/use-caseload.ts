import { useState } from 'preact/hooks'
import { type Flag, isReasonToLook } from '../../../api/flags'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { readClock } from '../../state/clock'
import { therapist } from '../../state/therapist'
import type { Wish } from './wish'

/** How many patients the server gives at a time. */
export const PAGE = 50
const MOST_FLAGS = 200

type Page = Awaited<ReturnType<typeof therapist.caseload>>

/** What the server told, what it was asked, and when its first page came (ISO 8601). */
export interface Asked extends Page {
  readonly search: string
  readonly flagged: boolean
  readonly fetched_at: string
}

/** The patients that are wished for, page by page. */
export function useCaseload(wish: Wish, search: string) {
  const key = `caseload ${wish.ordering} ${wish.flagged} ${search}`
  const page = useLoading(key, async (): Promise<Asked> => {
    const found = await therapist.caseload({
      ordering: wish.ordering,
      limit: PAGE,
      ...(search && { search }),
      ...(wish.flagged && { flagged: true }),
    })
    return { ...found, search, flagged: wish.flagged, fetched_at: readClock().toISOString() }
  })
  const next = page.found?.next ?? null
  const more = useSending(async () => {
    if (!page.found) return
    const further = await therapist.following(page.found)
    page.set((before) => ({ ...before, ...further, results: [...before.results, ...further.results] }))
  })
  return { ...page, rows: page.found?.results ?? null, next, more }
}

const ofState = (state: 'open' | 'acknowledged') => () => therapist.flags({ state, limit: MOST_FLAGS })

/** The flags that are not settled, by patient, the most urgent first, and what is done about them here. */
export function useFlags() {
  const open = useLoading('open flags', ofState('open'))
  const seen = useLoading('seen flags', ofState('acknowledged'))
  const [changed, setChanged] = useState<ReadonlyMap<string, Flag>>(new Map())
  const known = new Map(
    [...(open.found?.results ?? []), ...(seen.found?.results ?? [])].map((flag) => [flag.id, flag]),
  )
  const byPatient = new Map<string, Flag[]>()
  for (const flag of known.values()) {
    if (isReasonToLook(flag))
      byPatient.set(flag.patient.id, [
        ...(byPatient.get(flag.patient.id) ?? []),
        changed.get(flag.id) ?? flag,
      ])
  }
  const actOn = async (flags: readonly Flag[], act: (flag: Flag) => Promise<Flag>, onDone: () => void) => {
    const done = await Promise.allSettled(flags.map(act))
    setChanged((before) => {
      const after = new Map(before)
      for (const one of done) if (one.status === 'fulfilled') after.set(one.value.id, one.value)
      return after
    })
    const refused = done.find((one) => one.status === 'rejected')
    if (refused) {
      open.reload()
      throw refused.reason
    }
    onDone()
  }
  const of = (patient: string) => byPatient.get(patient) ?? []
  const acknowledge = useSending((patient: string, onDone: () => void) =>
    actOn(of(patient).filter(isOpen), therapist.acknowledgeFlag, onDone),
  )
  /** Takes back what was marked seen here. */
  const undo = useSending((patient: string, onDone: () => void) =>
    actOn(
      of(patient).filter((flag) => changed.has(flag.id) && !isOpen(flag)),
      therapist.reopenFlag,
      onDone,
    ),
  )
  return {
    isLoaded: Boolean(open.found && seen.found),
    /** Changes with any of them. */
    news: [open.found, seen.found, changed] as const,
    reload: () => {
      open.reload()
      seen.reload()
    },
    of,
    openCount: [...byPatient.values()].filter((flags) => flags.some(isOpen)).length,
    mayUndo: (flag: Flag) => changed.has(flag.id) && !isOpen(flag),
    acknowledge,
    undo,
  }
}

export const isOpen = ({ state }: Flag) => state === 'open'
