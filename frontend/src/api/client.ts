import type { Page } from './contract'
import { type Answer, address, type Call, type Http } from './http'
import type { paths } from './schema'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
/** The addresses that answer to a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never
}[keyof paths]

type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never

type JsonOf<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined
type Success = 200 | 201 | 202 | 204
type BodiesOf<R> = { [S in keyof R & Success]: JsonOf<R[S]> }[keyof R & Success]

/** What an address answers when all goes well; undefined where it answers without content. */
export type AnswerOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? BodiesOf<R> : never

/** What an address takes as its body. */
export type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: infer B } ? JsonOf<NonNullable<B>> : undefined

type PathValues<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { path: infer V extends object } } ? { path: V } : { path?: never }

type QueryValues<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer Q extends object } }
    ? { query?: { [K in keyof Q]: Q[K] | undefined } }
    : { query?: never }

/** The query of an address that is read. */
export type QueryOf<P extends PathOf<'get'>> = NonNullable<QueryValues<P, 'get'>['query']>

type BodyValues<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: object }
    ? { body: BodyOf<P, M> }
    : Operation<P, M> extends { requestBody?: never }
      ? { body?: never }
      : { body?: BodyOf<P, M> }

/** What a request needs besides its address, as the contract has it, and how it is made. */
export type Request<P extends keyof paths, M extends Method> = PathValues<P, M> &
  QueryValues<P, M> &
  BodyValues<P, M> &
  Omit<Call, 'method' | 'body'>

type Arguments<R> = Record<never, never> extends R ? [request?: R] : [request: R]

type Ask<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...request: Arguments<Request<P, M>>
) => Promise<AnswerOf<P, M>>

/** Our API as the contract describes it: an address, a field or an answer that is not in it does not compile. */
export interface Client {
  get: Ask<'get'>
  post: Ask<'post'>
  put: Ask<'put'>
  patch: Ask<'patch'>
  delete: Ask<'delete'>
  /** The same as `get` with status and headers. */
  getAnswer<P extends PathOf<'get'>>(
    path: P,
    ...request: Arguments<Request<P, 'get'>>
  ): Promise<Answer<AnswerOf<P, 'get'>>>
  /** The page after one of any list; an empty one after the last. */
  following<T>(page: Page<T>): Promise<Page<T>>
}

interface AnyRequest extends Omit<Call, 'method'> {
  path?: Readonly<Record<string, string | number>>
  query?: Readonly<Record<string, string | number | boolean | undefined>>
}

/**
 * The API over a connection. Each call answers with the body of a success.
 *
 * @throws Offline, SignedOut, TooLarge, Throttled or another Problem, as `Http.call`.
 */
export function createClient(http: Http): Client {
  const ask =
    (method: NonNullable<Call['method']>) =>
    (template: string, { path = {}, query = {}, ...call }: AnyRequest = {}) =>
      http.call<unknown>(address(filled(template, path), query), { method, ...call })
  const bodyFrom =
    (method: NonNullable<Call['method']>) =>
    async (...args: Parameters<ReturnType<typeof ask>>) =>
      (await ask(method)(...args)).body
  return {
    get: bodyFrom('GET'),
    post: bodyFrom('POST'),
    put: bodyFrom('PUT'),
    patch: bodyFrom('PATCH'),
    delete: bodyFrom('DELETE'),
    getAnswer: ask('GET'),
    following: async ({ next }: Page<unknown>) =>
      next
        ? (await http.call<Page<unknown>>(pathOf(next))).body
        : { results: [], next: null, previous: null },
  } as Client
}

/** A path of the contract with its places filled, each encoded. */
function filled(template: string, values: NonNullable<AnyRequest['path']>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

/** The server gives whole addresses; only their path is ours to follow. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'https://footing.invalid')
  return pathname + search
}
