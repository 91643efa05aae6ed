import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ui = fileURLToPath(new URL('..', import.meta.url))
const read = (name: string) => readFileSync(`${ui}/${name}`, 'utf8')
const sheets = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
const tokens = read('styles/tokens.css')

function declarations(block: string): string[] {
  return [...block.matchAll(/^\s*([\w-]+:[^;]+);/gm)].map((found) => (found[1] ?? '').trim())
}

function blockAfter(selector: string): string {
  const start = tokens.indexOf(selector) + selector.length
  return tokens.slice(start, tokens.indexOf('}', start))
}

function palette(selector: string): Map<string, string> {
  const lines = declarations(blockAfter(selector)).filter((line) => line.includes('#'))
  return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.split('#')[1]?.slice(0, 6) ?? '']))
}

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['--paper', '--surface', '--sunken']
/** What is read, on what, and the least contrast: 7 for running text (AAA), 4.5 for accents (AA), 3 for edges. */
const PAIRS: readonly (readonly [string, readonly string[], number])[] = [
  ['--ink', [...GROUNDS, '--teal-soft', '--coral-soft', '--zone-green', '--zone-amber', '--zone-red'], 7],
  ['--ink-soft', [...GROUNDS, '--teal-soft', '--coral-soft'], 5.5],
  ['--teal', [...GROUNDS, '--teal-soft'], 4.5],
  ['--teal-strong', [...GROUNDS, '--teal-soft'], 7],
  ['--coral-strong', [...GROUNDS, '--coral-soft'], 5.5],
  ['--ink-on-accent', ['--teal', '--teal-strong'], 7],
  ['--ink-on-accent', ['--coral'], 4.5],
  ['--line-strong', ['--paper', '--surface'], 3],
  ['--coral', ['--paper', '--surface'], 3],
  ['--zone-green-ink', ['--zone-green'], 4.5],
  ['--zone-amber-ink', ['--zone-amber'], 4.5],
  ['--zone-red-ink', ['--zone-red'], 4.5],
]

describe('the colours', () => {
  it.each([':root {', ':root[data-theme="dark"] {'])(
    'can be read in bright sun and at night: %s',
    (selector) => {
      const colours = palette(selector)
      const weak = PAIRS.flatMap(([ink, grounds, least]) =>
        grounds
          .map((ground) => ({
            ink,
            ground,
            ratio: contrast(colours.get(ink) ?? '', colours.get(ground) ?? ''),
          }))
          .filter(({ ratio }) => !(ratio >= least)),
      )
      expect(weak).toEqual([])
    },
  )
})

describe('the style sheets', () => {
  it('say the same dark colours for the system wish and for the own choice', () => {
    const system = declarations(blockAfter(':root:not([data-theme="light"]) {'))
    expect(system.length).toBeGreaterThan(20)
    expect(declarations(blockAfter(':root[data-theme="dark"] {'))).toEqual(system)
  })

  it('take every colour from the tokens', () => {
    const colour = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)\(/i
    const strays = sheets.filter((name) => name !== 'styles/tokens.css' && colour.test(read(name)))
    expect(strays).toEqual([])
  })

  it('use only tokens that exist', () => {
    const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map((found) => found[1]))
    const used = sheets.flatMap((name) =>
      [...read(name).matchAll(/var\((--[\w-]+)/g)].map((found) => found[1]),
    )
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })
})
