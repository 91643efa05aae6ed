import type { components } from './schema'

/** The shapes of the contract by name; `schema.d.ts` is made from the OpenAPI document. */
export type Schemas = components['schemas']

/** A shape of the contract with some of its fields under narrower types. */
export type With<W, Fields> = Omit<W, keyof Fields> & Fields

/** One page of a list; `next` and `previous` are addresses to go on with. */
export interface Page<T> {
  results: T[]
  next: string | null
  previous: string | null
}

type Primitive = string | number | boolean | null | undefined

/** A contract's `string` or `number` may be narrowed; its null and each of its named values must be taken. */
type PrimitiveMisfit<N, W, At> = W extends Primitive
  ? W extends N
    ? never
    : string extends W
      ? [Extract<N, string>] extends [never]
        ? At
        : never
      : number extends W
        ? [Extract<N, number>] extends [never]
          ? At
          : never
        : At
  : never

type Named<N> = { [K in keyof N as string extends K ? never : K]: N[K] }

type FieldMisfit<N, W, At extends string> = {
  [K in keyof Named<N> & string]-?: K extends keyof W
    ? Misfits<N[K & keyof N], W[K], `${At}.${K}`>
    : `${At}.${K}`
}[keyof Named<N> & string]

type IndexMisfit<N, W, At extends string> = string extends keyof N
  ? string extends keyof W
    ? Misfits<N[string & keyof N], W[string & keyof W], `${At}.*`>
    : never
  : never

type ObjectMisfit<N, W, At extends string> = W extends readonly (infer Of)[]
  ? Extract<N, readonly unknown[]> extends readonly (infer Into)[]
    ? Misfits<Into, Of, `${At}[]`>
    : At
  : W extends object
    ? [Extract<N, object>] extends [never]
      ? At
      : FieldMisfit<Extract<N, object>, W, At> | IndexMisfit<Extract<N, object>, W, At>
    : never

/** The paths of a type of ours where it does not fit what the contract sends. */
export type Misfits<N, W, At extends string = ''> = unknown extends W | N
  ? never
  : PrimitiveMisfit<N, W, At> | ObjectMisfit<N, W, At>

/** Our type of an answer; where it does not fit the contract, a type that tells where and fits nothing. */
export type Narrowed<N, W> = [Misfits<N, W>] extends [never] ? N : { doesNotFitTheContract: Misfits<N, W> }
