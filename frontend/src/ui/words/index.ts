import { core } from './en'
import { type Catalogue, type Translate, translator } from './translate'

/** The language of the words on screen. One is written so far. */
export const LANGUAGE = 'en'

/** Says one sentence of the core catalogue. */
export const t = translator(core, LANGUAGE)

/** The `t` of a screen that loads later: the core's words and its own. */
export function wordsWith<C extends Catalogue>(own: C): Translate<typeof core & C> {
  return translator({ ...core, ...own }, LANGUAGE)
}
