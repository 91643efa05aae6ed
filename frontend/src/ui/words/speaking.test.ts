import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Catalogue } from './catalogue'
import type { Bundle } from './files'

type Files = Record<string, Partial<Record<Bundle, Catalogue>>>

const FILES: Files = {
  en: {
    core: { save: 'Save', days: { one: '{count} day', other: '{count} days' } },
    late: { rule: 'Every day' },
  },
  es: {
    core: { save: 'Guardar', days: { one: '{count} día', other: '{count} días' } },
    late: { rule: 'Cada día' },
  },
}
const fetched: string[] = []
let hold: Promise<void> = Promise.resolve()

vi.mock('./files', () => ({
  fetchWords: async (language: string, bundle: Bundle) => {
    fetched.push(`${language} ${bundle}`)
    await hold
    const words = FILES[language]?.[bundle]
    if (!words) throw new TypeError('Failed to fetch')
    return words
  },
}))

type Words = typeof import('./index')
type Say = (key: string, values?: object) => string
let words: Words
let say: Say

const speak = (language: string) => words.speak(language as Parameters<Words['speak']>[0])
const tongue = async () => (await import('./formats')).language.peek()

beforeEach(async () => {
  vi.resetModules()
  fetched.length = 0
  hold = Promise.resolve()
  words = await import('./index')
  say = words.t as unknown as Say
})

describe('words', () => {
  it('are fetched once for each file', async () => {
    await Promise.all([words.needWords('core'), words.needWords('core')])
    expect(fetched).toEqual(['en core'])
    expect(say('save')).toBe('Save')
  })

  it('of every file that was needed change with the language, with its plurals', async () => {
    await words.needWords('core')
    await words.needWords('late')
    await speak('es')
    expect([say('save'), say('rule'), say('days', { count: 2 })]).toEqual(['Guardar', 'Cada día', '2 días'])
    expect(await tongue()).toBe('es')
  })

  it('stay in the former language until all of the next are here', async () => {
    await words.needWords('core')
    let release = () => {}
    hold = new Promise((resolve) => {
      release = resolve
    })
    const speaking = speak('es')
    expect(say('save')).toBe('Save')
    release()
    await speaking
    expect(say('save')).toBe('Guardar')
  })

  it('that are needed while the language changes come in the next one', async () => {
    await words.needWords('core')
    await Promise.all([speak('es'), words.needWords('late')])
    expect(say('rule')).toBe('Cada día')
  })

  it('stay as they are where another language cannot be had', async () => {
    await words.needWords('core')
    await expect(speak('de')).rejects.toBeInstanceOf(TypeError)
    expect(say('save')).toBe('Save')
    expect(await tongue()).toBe('en')
  })

  it('that could not be had are asked for again', async () => {
    await expect(words.needWords('staff')).rejects.toBeInstanceOf(TypeError)
    await expect(words.needWords('staff')).rejects.toBeInstanceOf(TypeError)
    expect(fetched).toEqual(['en staff', 'en staff'])
  })
})
