import { Offline, Problem, type ProblemBody, SignedOut, Throttled, TooLarge } from './errors'

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  /** Statuses besides 2xx that are answers, not errors. */
  expects?: readonly number[]
  timeoutMs?: number
}

export interface Answer<T> {
  status: number
  body: T
  headers: Headers
}

export interface Http {
  /**
   * Asks the server.
   *
   * @throws Offline, SignedOut, TooLarge, Throttled or another Problem.
   */
  call<T>(path: string, call?: Call): Promise<Answer<T>>
  /** The CSRF token in force. It changes with every sign-in, so it also tells one sign-in from the next. */
  csrf(): Promise<string | null>
}

export interface HttpOptions {
  fetch?: typeof fetch
  /** Where the CSRF token is read: `document.cookie` on a page, `cookieStore` in the worker. */
  csrf: () => Promise<string | null>
  /** The language that the server is to answer in, a BCP 47 tag; without it, the browser's. */
  language?: () => string | Promise<string>
  /** Only for tests; the app always talks to where it came from. */
  base?: string
}

const TIMEOUT_MS = 30_000

/** A thin wrapper over `fetch`: JSON, the CSRF header, typed errors. */
export function createHttp({ fetch: send = fetch, csrf, language, base = '' }: HttpOptions): Http {
  return {
    csrf,
    async call<T>(path: string, call: Call = {}) {
      const request = await requestOf(call, csrf, await language?.())
      const response = await send(base + path, request).catch((cause: unknown) => {
        throw new Offline('The server could not be reached.', { cause })
      })
      return read<T>(response, call.expects ?? [])
    },
  }
}

async function requestOf(
  call: Call,
  csrf: HttpOptions['csrf'],
  language: string | undefined,
): Promise<RequestInit> {
  const { method = 'GET', body, timeoutMs = TIMEOUT_MS } = call
  const headers: Record<string, string> = { Accept: 'application/json', ...call.headers }
  if (language) headers['Accept-Language'] = language
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const token = method === 'GET' ? null : await csrf()
  if (token) headers['X-CSRFToken'] = token
  return {
    method,
    headers,
    credentials: 'same-origin',
    // Ours never redirects; a captive portal does.
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}

async function read<T>(response: Response, expects: readonly number[]): Promise<Answer<T>> {
  const body = await bodyOf(response)
  const { status, headers } = response
  const isOurs = body !== undefined || status === 204 || status === 304
  if (isOurs && (response.ok || expects.includes(status))) return { status, headers, body: body as T }
  if (response.ok) throw new Offline('Something else than Footing answered.')
  throw problemOf(status, (body ?? {}) as ProblemBody, headers)
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.headers.get('Content-Type')?.includes('json')) return undefined
  try {
    return await response.json()
  } catch (cause) {
    throw new Offline('The answer was cut off.', { cause })
  }
}

function problemOf(status: number, body: ProblemBody, headers: Headers): Problem {
  const wait = secondsOf(headers.get('Retry-After'))
  if (status === 401) return new SignedOut(status, body)
  if (status === 413) return new TooLarge(status, body)
  if (status === 429 || (status === 503 && wait !== null)) return new Throttled(status, body, wait)
  return new Problem(status, body)
}

/** `Retry-After` in seconds: it comes as seconds or as a date (RFC 9110). */
function secondsOf(header: string | null): number | null {
  if (header === null) return null
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null
}

/** The value of a cookie in a `Cookie`-shaped text such as `document.cookie`. */
export function cookieIn(cookies: string, name: string): string | null {
  const found = cookies.split('; ').find((cookie) => cookie.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null
}

/** Path and query; what is undefined or empty is left out. */
export function address(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString()
  return text ? `${path}?${text}` : path
}
