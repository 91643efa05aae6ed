import type { Change, ServerEntry, Verdict } from '../domain/entry'
import type { NoticeAnswer } from '../domain/notice'
import type { Me } from '../domain/person'
import type { Plan } from '../domain/plan'
import { asMe, asPlan, asPulled, asPushed, asSent } from './answers'
import { type Client, createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

export interface Push {
  device_id: string
  epoch: string | null
  changes: Change[]
}

export interface Pushed {
  epoch: string
  head: number
  server_time: string
  verdicts: Verdict[]
}

export interface Pulled {
  epoch: string
  head: number
  more: boolean
  entries: ServerEntry[]
}

export interface FetchedPlan {
  plan: Plan
  etag: string | null
}

/** What the app of a patient asks of the server. */
export interface Api {
  readonly http: Http
  me(): Promise<Me>
  updateMe(changes: Schemas['PatchedProfileInRequest']): Promise<Me>
  /** Erases the person; asks for a fresh sign-in before. */
  eraseMe(): Promise<void>
  /** The plan, or null when the one with this `etag` is still the newest. */
  plan(etag: string | null): Promise<FetchedPlan | null>
  /** Says that a professional has looked, so that the plan of a patient without a clinic goes on after a warning sign. */
  resume(): Promise<void>
  push(push: Push): Promise<Pushed>
  /** Entries with a `seq` above `after`, at most `limit` of them. */
  pull(after: number, limit: number): Promise<Pulled>
  /** The newest entries with a `seq` below `before`, at most `limit` of them, in falling order. */
  pullOlder(before: number, limit: number): Promise<Pulled>
  /** Tells what was said to a reminder, and hears when a snoozed one comes again. Told again, it changes nothing. */
  answerNotice(answer: NoticeAnswer): Promise<{ again_at: string | null }>
}

/** Slow networks are slow with large answers: an upload may take its time. */
const PUSH_TIMEOUT_MS = 90_000

const CHANGES = '/api/v1/diary/changes/'

export function createApi(http: Http): Api {
  const client = createClient(http)
  return {
    http,
    me: async () => asMe(await client.get('/api/v1/me/')),
    updateMe: async (body) => asMe(await client.patch('/api/v1/me/', { body })),
    eraseMe: () => client.delete('/api/v1/me/'),
    plan: (etag) => fetchPlan(client, etag),
    resume: async () => {
      const body = { professional_looked: true }
      await client.post('/api/v1/patients/{patient_id}/resume/', { path: { patient_id: 'me' }, body })
    },
    push: async (body) =>
      asPushed(await client.post(CHANGES, { body: asSent(body), timeoutMs: PUSH_TIMEOUT_MS })),
    pull: async (after, limit) => asPulled(await client.get(CHANGES, { query: { after, limit } })),
    pullOlder: async (before, limit) => asPulled(await client.get(CHANGES, { query: { before, limit } })),
    answerNotice: ({ notice_id, ...body }) =>
      client.post('/api/v1/notices/{notice_id}/action/', { path: { notice_id }, body }),
  }
}

async function fetchPlan(client: Client, etag: string | null): Promise<FetchedPlan | null> {
  const headers: Record<string, string> = etag ? { 'If-None-Match': etag } : {}
  const { status, body, headers: told } = await client.getAnswer('/api/v1/plan/', { headers, expects: [304] })
  return status === 304 ? null : { plan: asPlan(body), etag: told.get('ETag') }
}
