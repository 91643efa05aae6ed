/** What can go wrong between this phone and the server, each under its own name. */

/** Nothing came back, or what came back was not from our server (a hotel's sign-in page, say). */
export class Offline extends Error {
  override name = 'Offline'
}

/** The body of RFC 9457, `application/problem+json`. */
export interface ProblemBody {
  type?: string
  title?: string
  status?: number
  detail?: string
  /** Our own name for what is wrong, such as `second_factor_required`. */
  code?: string
  /** Messages by the name of the field. */
  errors?: Record<string, string[]>
  /** With `patients_left`: who would be left without a therapist. */
  patients?: { id: string; name: string }[]
}

/** The server understood and said no, or failed. */
export class Problem extends Error {
  override name = 'Problem'

  constructor(
    readonly status: number,
    readonly body: ProblemBody = {},
  ) {
    super(body.detail ?? body.title ?? `status ${status}`)
  }

  /** Messages by the name of the field. */
  get errors(): Record<string, string[]> {
    return this.body.errors ?? {}
  }
}

/** Nobody is signed in any more (401). */
export class SignedOut extends Problem {
  override name = 'SignedOut'
}

/** The request was larger than the server takes (413). */
export class TooLarge extends Problem {
  override name = 'TooLarge'
}

/** Come again later (429, or 503 with a time). */
export class Throttled extends Problem {
  override name = 'Throttled'

  constructor(
    status: number,
    body: ProblemBody,
    /** After how many seconds, or null when the server did not say. */
    readonly retryAfter: number | null,
  ) {
    super(status, body)
  }
}
