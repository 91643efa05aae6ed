import { type CaseloadOrdering, ORDERINGS } from '../../../api/caseload'

/** What the therapist wants to see. Only this stands in the address: what is searched for is a name and does not. */
export interface Wish {
  readonly ordering: CaseloadOrdering
  readonly flagged: boolean
}

const FIRST: CaseloadOrdering = '-urgency'

const isOrdering = (word: string | null): word is CaseloadOrdering =>
  ORDERINGS.some((ordering) => ordering === word)

/** Reads the wish from the query of the address; what it does not know it leaves out. */
export function wishOf(query: URLSearchParams): Wish {
  const order = query.get('order')
  return { ordering: isOrdering(order) ? order : FIRST, flagged: query.get('show') === 'flagged' }
}

/** The address of a wish. */
export function addressOf(wish: Wish): string {
  const query = new URLSearchParams()
  if (wish.ordering !== FIRST) query.set('order', wish.ordering)
  if (wish.flagged) query.set('show', 'flagged')
  return query.size ? `/caseload?${query}` : '/caseload'
}
