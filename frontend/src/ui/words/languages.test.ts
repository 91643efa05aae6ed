import { describe, expect, it } from 'vitest'
import { choose, LANGUAGES, neutralWords } from './languages'

const SPOKEN = ['en', 'es', 'pt-BR']

describe('the language to speak', () => {
  it('is the first that is wanted and spoken, the person’s before the browser’s', () =>
    expect(choose(['es', 'en-GB', 'en'], SPOKEN)).toBe('es'))

  it('is content with the language where a region is wanted', () =>
    expect(choose([null, 'es-MX', 'en'], SPOKEN)).toBe('es'))

  it('prefers the region where that is spoken', () => expect(choose(['pt-br'], SPOKEN)).toBe('pt-BR'))

  it('is English where none of ours is wanted', () => {
    expect(choose(['fi', undefined], SPOKEN)).toBe('en')
    expect(choose([], SPOKEN)).toBe('en')
  })
})

describe('a notification that could not be read', () => {
  it.each(LANGUAGES)('has words in %s', (language) => {
    const { title, body, lang } = neutralWords(language)
    expect([title, body].every((words) => words.length > 0)).toBe(true)
    expect(lang).toBe(language)
  })
})
