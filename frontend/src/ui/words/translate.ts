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

const PLACE = /\{(\w+)\}/g

function fill(
  sentence: string,
  args: Readonly<Record<string, string | number>>,
  numbers: Intl.NumberFormat,
): string {
  return sentence.replace(PLACE, (whole, name: string) => {
    const value = args[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? numbers.format(value) : value
  })
}

/** A word that another program or a newer version wrote, as it stands: `pain.quality.deep_ache` is "deep ache". */
const asTold = (key: string): string => (key.split('.').at(-1) ?? key).replaceAll('_', ' ')

/**
 * Makes the `t` of one catalogue. A key that is missing, or a place left unfilled, is a type error;
 * a key made from a word that another device wrote may be missing all the same, and is then said as it was told.
 *
 * @param catalogue the sentences of one language
 * @param language BCP 47 tag; decides plural forms and how numbers are written
 */
export function translator<const C extends Catalogue>(catalogue: C, language: string): Translate<C> {
  const plurals = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (key, ...[args = {}]) => {
    const message: Message = catalogue[key] ?? asTold(key)
    const values = args as Record<string, string | number>
    if (typeof message === 'string') return fill(message, values, numbers)
    const form = plurals.select(Number(values.count))
    return fill(message[form] ?? message.other, values, numbers)
  }
}
