/** A message is a sentence with `{places}`, or one sentence per plural form, chosen by `count`. */
export type Message =
  | string
  | ({ readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string })
export type Catalogue = { readonly [key: string]: Message }

type Places<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never
type PlacesOf<M> = M extends string ? Places<M> : Places<M[keyof M]> | 'count'

/** What `t` must be handed for one message: nothing, or a value for each of its places. */
export type Args<M> = [PlacesOf<M>] extends [never] ? [] : [args: { [Name in PlacesOf<M>]: string | number }]

export type Translate<C> = <K extends keyof C & string>(key: K, ...args: Args<C[K]>) => string

/** What another language must have for the words `C` of the first: each of them, with plural forms where that has them. */
export type Translation<C> = {
  readonly [K in keyof C]: C[K] extends string ? string : Exclude<Message, string>
}

/** Values for the places of a message. */
export type Values = Readonly<Record<string, string | number>>
