import type { Schemas } from '../../api/contract'

/** A language that Footing speaks, as a BCP 47 tag; the server's settings name them. */
export type Language = Schemas['LanguageEnum']

interface LockScreenWords {
  'push.neutral.title': string
  'push.neutral.words': string
}

// A few words, so they are there in every language: the worker must speak without a network too.
const LOCK_SCREEN = import.meta.glob<LockScreenWords>('./*/push.ts', { eager: true, import: 'push' })

/** Whoever speaks none of ours is spoken to in this one. */
export const FALLBACK: Language = 'en'

/** All languages that have words: each is a folder here. */
export const LANGUAGES = Object.keys(LOCK_SCREEN).map((file) => file.split('/')[1]) as Language[]

/**
 * The language to speak.
 *
 * @param wanted tags, the most wanted first; `es-MX` is content with `es`.
 * @param spoken the languages that there are
 */
export function choose(
  wanted: readonly (string | null | undefined)[],
  spoken: readonly string[] = LANGUAGES,
): Language {
  const tags = wanted.flatMap((tag) => (tag ? [tag.toLowerCase(), tag.toLowerCase().split('-')[0]] : []))
  const found = tags.flatMap((tag) => spoken.filter((one) => one.toLowerCase() === tag))[0]
  return (found as Language | undefined) ?? FALLBACK
}

/** What a notification says that could not be read, in one language. */
export function neutralWords(language: Language): { title: string; body: string; lang: string } {
  const words = LOCK_SCREEN[`./${language}/push.ts`] as LockScreenWords
  return { title: words['push.neutral.title'], body: words['push.neutral.words'], lang: language }
}
