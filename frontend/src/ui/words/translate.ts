import type { Message, Values } from './catalogue'
import { numberFormat, pluralRules } from './formats'

const PLACE = /\{(\w+)\}/g

function fill(sentence: string, values: Values): string {
  return sentence.replace(PLACE, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? numberFormat().format(value) : value
  })
}

/** A message with its places filled, in the plural form and with the numbers of the language that is spoken. */
export function sentence(message: Message, values: Values): string {
  if (typeof message === 'string') return fill(message, values)
  const form = pluralRules().select(Number(values.count))
  return fill(message[form] ?? message.other, values)
}

/** A word that another program or a newer version wrote, as it stands: `pain.quality.deep_ache` is "deep ache". */
export const asTold = (key: string): string => (key.split('.').at(-1) ?? key).replaceAll('_', ' ')
