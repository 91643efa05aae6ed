import { useState } from 'preact/hooks'
import { type CaseloadRow, type Flag, isReasonToLook } from '../../../api/therapist'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { therapist } from '../../state/therapist'
import type { Wish } from './wish'

const PAGE = 50
const MOST_FLAGS = 200

/** The patients that are wished for, page by page. */
export function useCaseload(wish: Wish, search: string) {
  const key = `caseload ${wish.ordering} ${wish.flagged} ${search}`
  const page = useLoading(key, () =>
    therapist.caseload({
      ordering: wish.ordering,
      limit: PAGE,
      ...(search && { search }),
      ...(wish.flagged && { flagged: true }),
    }),
  )
  const next = page.found?.next ?? null
  const more = useSending(async () => {
    if (!next) return
    const further = await therapist.more<CaseloadRow>(next)
    page.set((before) => ({ ...further, results: [...before.results, ...further.results] }))
  })
  return { ...page, rows: page.found?.results ?? null, next, more }
}

/** The open flags by patient, and what is done about them here. They stay in sight after that, with their new state. */
export function useFlags() {
  const flags = useLoading('open flags', () => therapist.flags({ state: 'open', limit: MOST_FLAGS }))
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const byPatient = new Map<string, Flag[]>()
  for (const flag of flags.found?.results.filter(isReasonToLook) ?? []) {
    byPatient.set(flag.patient.id, [...(byPatient.get(flag.patient.id) ?? []), flag])
  }
  const acknowledge = useSending(async (patient: string, onDone: () => void) => {
    const open = (byPatient.get(patient) ?? []).filter(({ id }) => !seen.has(id))
    const taken = await Promise.all(open.map(({ id }) => therapist.acknowledgeFlag(id)))
    setSeen((before) => new Set([...before, ...taken.map(({ id }) => id)]))
    onDone()
  })
  return { ...flags, byPatient, seen, acknowledge }
}
