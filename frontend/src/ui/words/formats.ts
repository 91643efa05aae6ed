import { signal } from '@preact/signals'
import { FALLBACK, type Language } from './languages'

/** The language of the words on screen. Whatever is said or formatted in a component is drawn anew when it changes. */
export const language = signal<Language>(FALLBACK)

/** The language as the person's region writes it: 20 November, or November 20. */
function region(): string {
  const tags = globalThis.navigator?.languages ?? []
  return tags.find((tag) => tag === language.value || tag.startsWith(`${language.value}-`)) ?? language.value
}

const made = new Map<string, unknown>()

/** Formats are slow to make, so each is made once for a language. */
function kept<F>(kind: string, options: object, make: (tag: string) => F): F {
  const tag = region()
  const key = `${kind} ${tag} ${JSON.stringify(options)}`
  const format = (made.get(key) ?? make(tag)) as F
  made.set(key, format)
  return format
}

/** How dates and times are written; a zone younger than this phone is taken for UTC: better an hour off than no page. */
export const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept('date', options, (tag) => {
    try {
      return new Intl.DateTimeFormat(tag, options)
    } catch {
      return new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
    }
  })

export const numberFormat = (options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  kept('number', options, () => new Intl.NumberFormat(language.value, options))

export const pluralRules = (): Intl.PluralRules =>
  kept('plural', {}, () => new Intl.PluralRules(language.value))

export const relativeFormat = (): Intl.RelativeTimeFormat =>
  kept('ago', {}, () => new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }))

export const listFormat = (): Intl.ListFormat =>
  kept('list', {}, (tag) => new Intl.ListFormat(tag, { type: 'conjunction' }))

/** What a language is called in itself. */
export const ownName = (tag: Language): string =>
  new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag
