import type { Catalogue } from './catalogue'
import type { Language } from './languages'

/** The words come in a few files, each beside the code that says them. */
export type Bundle = 'core' | 'late' | 'patient' | 'staff'

const FILES = import.meta.glob<Catalogue>('./*/bundles/*.ts', { import: 'words' })

/** Brings the words of one file. Fails where there is no network and the worker does not keep them. */
export async function fetchWords(language: Language, bundle: Bundle): Promise<Catalogue> {
  const load = FILES[`./${language}/bundles/${bundle}.ts`]
  return load ? load() : {}
}
