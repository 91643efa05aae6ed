import { describe, expect, it } from 'vitest'
import type { Client } from './client'
import { createClient } from './client'
import type { Misfits } from './contract'
import { createHttp } from './http'

function sending(body: unknown = {}) {
  const sent: string[] = []
  const fetch = async (url: RequestInfo | URL, init: RequestInit = {}) => {
    sent.push([init.method, url, init.body].filter(Boolean).join(' '))
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  }
  return { client: createClient(createHttp({ fetch, csrf: async () => 'token' })), sent }
}

describe('the client', () => {
  it('fills the places of an address, encoded, and leaves out what is not asked', async () => {
    const { client, sent } = sending()
    await client.get('/api/v1/patients/{patient_id}/progress/', {
      path: { patient_id: 'a/b' },
      query: { from: '2026-11-01', to: undefined },
    })
    expect(sent).toEqual(['GET /api/v1/patients/a%2Fb/progress/?from=2026-11-01'])
  })

  it('sends a body as JSON', async () => {
    const { client, sent } = sending()
    await client.post('/api/v1/me/starter/', { body: { condition: 'bunion' } })
    expect(sent).toEqual(['POST /api/v1/me/starter/ {"condition":"bunion"}'])
  })

  it('follows a list by the path of the address that its page gave, and ends after the last', async () => {
    const { client, sent } = sending({ results: ['b'], next: null, previous: null })
    const page = { results: ['a'], next: 'https://elsewhere.test/api/v1/flags/?cursor=x', previous: null }
    const second = await client.following(page)
    expect(second.results).toEqual(['b'])
    expect((await client.following(second)).results).toEqual([])
    expect(sent).toEqual(['GET /api/v1/flags/?cursor=x'])
  })
})

/** Never run: what the contract does not have must not compile, and each of these lines fails the check if it did. */
export async function refused(client: Client) {
  // @ts-expect-error no such address
  await client.get('/api/v1/patience/')
  // @ts-expect-error the address does not answer to this method
  await client.delete('/api/v1/plan/')
  // @ts-expect-error a place of the address is not filled
  await client.get('/api/v1/patients/{patient_id}/')
  // @ts-expect-error no such query
  await client.get('/api/v1/patients/', { query: { limt: 3 } })
  // @ts-expect-error the query does not take this value
  await client.get('/api/v1/flags/', { query: { state: 'closed' } })
  // @ts-expect-error the body is missing
  await client.post('/api/v1/tokens/')
  // @ts-expect-error a field of the body is missing
  await client.post('/api/v1/tokens/', { body: { name: 'mine', scope: 'read' } })
  // @ts-expect-error no such field in the body
  await client.post('/api/v1/me/starter/', { body: { condition: 'bunion', foot: 'left' } })
  const unasked = { path: { subscription_id: 'x' }, body: {} }
  // @ts-expect-error the address takes no body
  await client.post('/api/v1/push-subscriptions/{subscription_id}/test/', unasked)
  const me = await client.get('/api/v1/me/')
  // @ts-expect-error no such field in the answer
  return me.nickname
}

interface Told {
  day: number
  state: 'on' | 'off' | null
  more?: string
}
type Fits<N> = [Misfits<N, Told>] extends [never] ? true : Misfits<N, Told>

/** Never run, as above: which types of ours an answer may be given. */
export const fits = {
  narrower: true satisfies Fits<{ day: 1 | 2; state: 'on' | 'off' | null }>,
  // @ts-expect-error the contract has no such field
  unknown: true satisfies Fits<{ days: 1 | 2 }>,
  // @ts-expect-error another type
  other: true satisfies Fits<{ day: string }>,
  // @ts-expect-error the contract may leave it null
  empty: true satisfies Fits<{ state: 'on' | 'off' }>,
  // @ts-expect-error the contract has a value that is not taken
  valued: true satisfies Fits<{ state: 'on' | null }>,
  // @ts-expect-error the contract may leave it out
  leftOut: true satisfies Fits<{ more: string }>,
}
