import { describe, expect, it } from 'vitest'
import { problem } from '../testing/server'
import { Offline, Problem, SignedOut, Throttled, TooLarge } from './errors'
import { createHeadless, pendingFlow } from './headless'
import { address, cookieIn, createHttp } from './http'
import { createApi } from './patient'

interface Sent {
  url: string
  init: RequestInit
}

function answering(response: () => Response) {
  const sent: Sent[] = []
  const fetch = async (url: RequestInfo | URL, init: RequestInit = {}) => {
    sent.push({ url: String(url), init })
    return response()
  }
  return { http: createHttp({ fetch, csrf: async () => 'token' }), sent }
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

describe('a request', () => {
  it('carries the CSRF token when it writes, and never when it reads', async () => {
    const { http, sent } = answering(() => json({}))
    await http.call('/api/v1/me/')
    await http.call('/api/v1/me/', { method: 'PATCH', body: { name: 'Ana' } })
    const tokens = sent.map(({ init }) => new Headers(init.headers).get('X-CSRFToken'))
    expect(tokens).toEqual([null, 'token'])
    expect(sent[1]?.init.body).toBe('{"name":"Ana"}')
  })

  it('follows no redirect and keeps nothing in the browser’s cache', async () => {
    const { http, sent } = answering(() => json({}))
    await http.call('/api/v1/me/')
    expect(sent[0]?.init).toMatchObject({ redirect: 'error', cache: 'no-store', credentials: 'same-origin' })
  })

  it('leaves unsaid what is empty', () => {
    expect(address('/x/', { search: '', from: '2026-11-01', n: 0, flag: undefined })).toBe(
      '/x/?from=2026-11-01&n=0',
    )
    expect(address('/x/', {})).toBe('/x/')
  })

  it('finds the token among the cookies', () => {
    expect(cookieIn('a=1; csrftoken=x%3Dy; b=2', 'csrftoken')).toBe('x=y')
    expect(cookieIn('xcsrftoken=1', 'csrftoken')).toBeNull()
  })
})

describe('an answer', () => {
  it.each([
    [401, SignedOut],
    [413, TooLarge],
    [429, Throttled],
    [404, Problem],
    [500, Problem],
  ])('of %i has its own name', async (status, name) => {
    const { http } = answering(() => problem(status))
    await expect(http.call('/x/')).rejects.toBeInstanceOf(name)
  })

  it('tells the fields at fault', async () => {
    const { http } = answering(() => problem(400, { detail: 'No.', errors: { score: ['0 to 10.'] } }))
    const error = await http.call('/x/').catch((found: unknown) => found)
    expect(error).toMatchObject({ status: 400, message: 'No.', errors: { score: ['0 to 10.'] } })
  })

  it('tells how long to wait, as seconds or as a date', async () => {
    const seconds = answering(() => problem(503, {}, { 'Retry-After': '12' }))
    await expect(seconds.http.call('/x/')).rejects.toMatchObject({ name: 'Throttled', retryAfter: 12 })
    const inAMinute = new Date(Date.now() + 60_000).toUTCString()
    const date = answering(() => problem(429, {}, { 'Retry-After': inAMinute }))
    const error = await date.http.call('/x/').catch((found: unknown) => found)
    expect((error as Throttled).retryAfter).toBeGreaterThan(55)
  })

  it.each([
    ['a web page', () => new Response('<html></html>', { headers: { 'Content-Type': 'text/html' } })],
    ['half an answer', () => new Response('{"a', { headers: { 'Content-Type': 'application/json' } })],
  ])('that is %s counts as no network', async (_, response) => {
    await expect(answering(response).http.call('/x/')).rejects.toBeInstanceOf(Offline)
  })

  it('that never comes counts as no network', async () => {
    const http = createHttp({
      fetch: async () => {
        throw new TypeError('Failed to fetch')
      },
      csrf: async () => null,
    })
    await expect(http.call('/x/')).rejects.toBeInstanceOf(Offline)
  })

  it('without content is an answer', async () => {
    await expect(
      createApi(answering(() => new Response(null, { status: 204 })).http).eraseMe(),
    ).resolves.toBeUndefined()
  })

  it('"not modified" says that the plan is still the newest', async () => {
    const { http, sent } = answering(() => new Response(null, { status: 304 }))
    expect(await createApi(http).plan('"abc"')).toBeNull()
    expect(new Headers(sent[0]?.init.headers).get('If-None-Match')).toBe('"abc"')
  })
})

describe('signing in', () => {
  it('takes 401 as the next step, not as an error', async () => {
    const flows = [{ id: 'login' }, { id: 'login_by_code', is_pending: true }]
    const { http, sent } = answering(() =>
      json({ status: 401, data: { flows }, meta: { is_authenticated: false } }, 401),
    )
    const answer = await createHeadless(http).requestCode('ana@example.org')
    expect(sent[0]).toMatchObject({ url: '/_allauth/browser/v1/auth/code/request', init: { method: 'POST' } })
    expect(pendingFlow(answer)?.id).toBe('login_by_code')
    expect(answer.meta.is_authenticated).toBe(false)
  })

  it('hands over what was wrong with a code', async () => {
    const errors = [{ code: 'incorrect_code', message: 'Incorrect code.', param: 'code' }]
    const { http } = answering(() => json({ status: 400, errors }, 400))
    expect(await createHeadless(http).confirmCode('000000')).toMatchObject({ status: 400, errors })
  })

  it('does not take a page of somebody else for an answer', async () => {
    const { http } = answering(() => new Response('<html></html>', { status: 403 }))
    await expect(createHeadless(http).session()).rejects.toMatchObject({ name: 'Problem', status: 403 })
  })
})
