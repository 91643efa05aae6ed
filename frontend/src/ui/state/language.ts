import { effect } from '@preact/signals'
import type { Me } from '../../domain/person'
import { keepLanguage } from '../../sync/worker-link'
import { needWords, speak } from '../words'
import { language } from '../words/formats'
import { choose } from '../words/languages'
import { dropSmall, keepSmall, readSmall } from './small-store'

const KEY = 'footing.language'

/**
 * Brings the words of the first screen, in the language of whoever was here last, else in one of the browser's. The page
 * says which it is, for whatever reads it aloud.
 */
export async function startLanguage(): Promise<void> {
  effect(() => {
    document.documentElement.lang = language.value
  })
  await speak(choose([readSmall(KEY), ...navigator.languages]))
  await needWords('core')
}

/** Speaks the language of a person, or of the browser where nobody is known. Where its words cannot be had, nothing changes. */
export async function speakTo(person: Pick<Me, 'language'> | null): Promise<void> {
  const next = choose([person?.language, ...navigator.languages])
  if (person) keepSmall(KEY, next)
  else dropSmall(KEY)
  if (next === language.peek()) return
  await speak(next).then(
    () => keepLanguage(next),
    () => undefined,
  )
}
