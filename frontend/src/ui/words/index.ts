import type { Catalogue, Translate, Values } from './catalogue'
import { type Bundle, fetchWords } from './files'
import { language } from './formats'
import type { Language } from './languages'
import { asTold, sentence } from './translate'

type Core = typeof import('./en/bundles/core').words

/** The words that are here, in the language that is spoken. */
let messages: Catalogue = {}
const brought = new Map<Bundle, Promise<void>>()

/**
 * Brings the words of one file. Whatever says them is shown after that.
 *
 * @throws where there is no network and the worker does not keep them; asked again, it tries again.
 */
export function needWords(bundle: Bundle): Promise<void> {
  const known = brought.get(bundle)
  if (known) return known
  const coming = bring(bundle)
  brought.set(bundle, coming)
  coming.catch(() => brought.delete(bundle))
  return coming
}

async function bring(bundle: Bundle): Promise<void> {
  const asked = language.peek()
  const words = await fetchWords(asked, bundle)
  // Whoever changed the language meanwhile has brought these words too.
  if (asked === language.peek()) messages = { ...messages, ...words }
}

/**
 * Says everything in another language from now on. Until all its words are here, the former one stays.
 *
 * @throws where there is no network and the worker does not keep them; the former language stays.
 */
export async function speak(next: Language): Promise<void> {
  let words: Catalogue = {}
  // What is asked for meanwhile comes too: a map is walked to its newest entry.
  for (const bundle of brought.keys()) words = { ...words, ...(await fetchWords(next, bundle)) }
  messages = words
  language.value = next
}

function say(key: string, values: Values = {}): string {
  // Read, so that whoever says it says it anew in the next language.
  void language.value
  return sentence(messages[key] ?? asTold(key), values)
}

/** Says one sentence of the core. A key that is missing, or a place left unfilled, is a type error. */
export const t = say as Translate<Core>

/**
 * The `t` of a screen that loads later: the core's words and its own. A key made from a word that another device or a newer
 * version wrote may be missing all the same, and is then said as it was told.
 */
export const wordsOf = <C extends Catalogue>() => say as Translate<Core & C>
