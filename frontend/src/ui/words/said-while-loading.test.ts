import { describe, expect, it, vi } from 'vitest'

// When a module loads nobody knows the language yet, and a text made then would stay in it.
vi.mock('./translate', () => ({
  asTold: (key: string) => key,
  sentence: (message: string) => {
    throw new Error(`said while loading: ${message}`)
  },
}))

// What the setup of the tests has loaded already is loaded anew, with the above.
vi.resetModules()

const SCREENS = Object.entries(
  import.meta.glob([
    '../{app,routes}.{ts,tsx}',
    '../{parts,screens,state,words}/**/*.{ts,tsx}',
    '!../**/*.test.{ts,tsx}',
  ]),
)

describe('no text is made while a module loads', () => {
  it('looks at every module', () => expect(SCREENS.length).toBeGreaterThan(250))

  it.each(SCREENS)('%s', async (_, load) => {
    await expect(load()).resolves.toBeDefined()
  })
})
