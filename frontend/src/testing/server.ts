import type { Change, Verdict } from '../domain/entry'

/**
 * A server that keeps the contract of `/diary/changes/`, `/me/` and `/plan/`, with a network in between that
 * can be told to fail. It judges as the real one does; what a phone makes of it is what is tested.
 */

type Judged = Verdict['verdict']

interface Kept {
  seq: number
  change: Change
  device: string
  deleted: boolean
}

interface Diary {
  head: number
  kept: Map<string, Kept>
  known: Map<string, { change: Change; verdict: Judged; seq: number }>
}

/** What happens to the next request that fits. */
export interface Fault {
  /** Only requests to this; any when left out. */
  on?: string
  /** `lost`: never arrives. `unanswered`: arrives and is done, the answer is lost. Or another answer. */
  how: 'lost' | 'unanswered' | (() => Response)
}

export interface PushBody {
  device_id: string
  epoch: string | null
  changes: Change[]
}

export const problem = (status: number, body: object = {}, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

const json = (body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...headers } })

export class TestServer {
  epoch = 'epoch-1'
  /** The id of whoever is signed in, or null. */
  signedIn: string | null = 'ana'
  csrf = 'token-1'
  plan: object = { version: 1 }
  planEtag = '"plan-1"'
  mostBytes = 1024 * 1024
  faults: Fault[] = []
  /** Every request that arrived: `METHOD path`. */
  readonly seen: string[] = []
  readonly pushes: PushBody[] = []
  /** Reminders that may be answered, and what was answered to each first. */
  readonly notices = new Map<string, object | null>()
  refuse: (change: Change) => Verdict['problem'] = () => null
  /** When a snoozed reminder comes again; null: not today. */
  againAt: string | null = null
  private diaries = new Map<string, Diary>()

  fetch: typeof fetch = async (input, init = {}) => {
    await Promise.resolve()
    const { pathname, search } = new URL(String(input), 'https://footing.test')
    const line = `${init.method ?? 'GET'} ${pathname}${search}`
    const fault = this.takeFault(line)
    if (fault?.how === 'lost') throw new TypeError('Failed to fetch')
    this.seen.push(line)
    if (typeof fault?.how === 'function') return fault.how()
    const response = this.answer(line, init)
    if (fault) throw new TypeError('Failed to fetch')
    return response
  }

  /** Signs somebody in, as Django does: with a new CSRF token. */
  signIn(user: string | null): void {
    this.signedIn = user
    this.csrf = `token-${crypto.randomUUID()}`
  }

  diary(user = 'ana'): Diary {
    const diary = this.diaries.get(user) ?? { head: 0, kept: new Map(), known: new Map() }
    this.diaries.set(user, diary)
    return diary
  }

  backup(): Map<string, Diary> {
    return structuredClone(this.diaries)
  }

  restore(backup: Map<string, Diary>): void {
    this.diaries = structuredClone(backup)
    this.epoch = `epoch-${crypto.randomUUID()}`
  }

  private takeFault(line: string): Fault | undefined {
    const index = this.faults.findIndex((fault) => line.includes(fault.on ?? ''))
    return index < 0 ? undefined : this.faults.splice(index, 1)[0]
  }

  private answer(line: string, init: RequestInit): Response {
    const headers = new Headers(init.headers)
    if (this.signedIn === null) return problem(401)
    if (!line.startsWith('GET') && headers.get('X-CSRFToken') !== this.csrf) return problem(403)
    if (line.includes('/me/')) return json({ id: this.signedIn })
    if (line.includes('/plan/')) return this.tellPlan(headers)
    if (line.includes('/notices/')) return this.takeAnswer(line, String(init.body))
    if (line.startsWith('POST')) return this.takeIn(String(init.body))
    return this.tell(new URL(line.split(' ')[1] ?? '', 'https://footing.test').searchParams)
  }

  private tellPlan(headers: Headers): Response {
    if (headers.get('If-None-Match') === this.planEtag) return new Response(null, { status: 304 })
    return json(this.plan, { ETag: this.planEtag })
  }

  private takeAnswer(line: string, text: string): Response {
    const id = line.split('/').at(-3) ?? ''
    if (!this.notices.has(id)) return problem(404)
    const stands = this.notices.get(id) ?? JSON.parse(text)
    this.notices.set(id, stands)
    const again_at = stands.action === 'snooze' ? this.againAt : null
    return json({ id, action: stands.action, again_at })
  }

  private takeIn(text: string): Response {
    if (new TextEncoder().encode(text).length > this.mostBytes) return problem(413)
    const body: PushBody = JSON.parse(text)
    this.pushes.push(body)
    const diary = this.diary(this.signedIn ?? '')
    const verdicts = body.changes.map((change) => this.judge(diary, change, body.device_id))
    return json({ epoch: this.epoch, head: diary.head, server_time: new Date().toISOString(), verdicts })
  }

  private judge(diary: Diary, change: Change, device: string): Verdict {
    const { change_id, entry_id } = change
    const reason = this.refuse(change)
    if (reason) return { change_id, entry_id, verdict: 'refused', seq: null, problem: reason }
    const known = diary.known.get(change_id)
    if (known && !sameContent(known.change, change)) {
      return {
        change_id,
        entry_id,
        verdict: 'refused',
        seq: null,
        problem: { code: 'change_id_reused', detail: '' },
      }
    }
    if (known) return { change_id, entry_id, verdict: known.verdict, seq: known.seq }
    const { verdict, seq } = this.settle(diary, change, device)
    diary.known.set(change_id, { change, verdict, seq })
    return { change_id, entry_id, verdict, seq }
  }

  private settle(diary: Diary, change: Change, device: string): { verdict: Judged; seq: number } {
    const kept = diary.kept.get(change.entry_id)
    const verdict = verdictOn(kept, change, device)
    const alters = !kept || verdict === 'updated' || (verdict === 'deleted' && !kept.deleted)
    if (kept && !alters) return { verdict, seq: kept.seq }
    diary.head += 1
    diary.kept.set(change.entry_id, { seq: diary.head, change, device, deleted: verdict === 'deleted' })
    return { verdict, seq: diary.head }
  }

  private tell(query: URLSearchParams): Response {
    const { head, kept } = this.diary(this.signedIn ?? '')
    const after = Number(query.get('after') ?? 0)
    const before = Number(query.get('before') ?? 'Infinity')
    const order = query.has('before') ? -1 : 1
    const all = [...kept.values()]
      .filter((one) => one.seq > after && one.seq < before)
      .sort((a, b) => order * (a.seq - b.seq))
    const entries = all.slice(0, Number(query.get('limit'))).map(told)
    return json({ epoch: this.epoch, head, more: all.length > entries.length, entries })
  }
}

function told({ seq, deleted, change }: Kept): object {
  const { entry_id, kind, recorded_at, time_zone, data } = change
  const received_at = '2026-11-20T18:00:05+00:00'
  return {
    entry_id,
    kind,
    seq,
    deleted,
    recorded_at,
    time_zone,
    received_at,
    late: false,
    data: deleted ? null : data,
  }
}

function verdictOn(kept: Kept | undefined, change: Change, device: string): Judged {
  if (change.action === 'delete' || kept?.deleted) return 'deleted'
  if (!kept) return 'new'
  if (sameContent(kept.change, change)) return 'identical'
  const isStale = change.base_seq === null ? kept.device !== device : change.base_seq < kept.seq
  return isStale ? 'stale' : 'updated'
}

function sameContent(one: Change, other: Change): boolean {
  const content = ({ entry_id, kind, action, recorded_at, data }: Change) =>
    JSON.stringify([entry_id, kind, action, recorded_at, data])
  return content(one) === content(other)
}
