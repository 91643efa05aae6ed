import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Drawing, draw, poseAt, roundOf, stillOf } from './draw'
import { along, arrow, smooth } from './geometry'
import { type Pose, pair, side, sole, top } from './rig'

const folder = fileURLToPath(new URL('../../../exercises/library/exercises/', import.meta.url))

/** The `[drawing]` table of a library file. Its lines are written so that `name =` to `"name":` makes them JSON. */
function drawingOf(file: string): Drawing | null {
  const table = readFileSync(folder + file, 'utf8')
    .split('\n[drawing]\n')[1]
    ?.split('\n\n')[0]
  if (!table) return null
  const lines = table.trim().split('\n')
  return JSON.parse(`{${lines.map((line) => line.replace(/(\w+) = /g, '"$1":')).join(',')}}`)
}

const drawings = readdirSync(folder)
  .map((file): [string, Drawing | null] => [file.replace('.toml', ''), drawingOf(file)])
  .filter((pair): pair is [string, Drawing] => pair[1] !== null)

const RIGS = { side, top, sole, pair }

const moments = (drawing: Drawing) => Array.from({ length: 41 }, (_, i) => (i / 40) * roundOf(drawing))
const numbers = (d: string) => (d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

/** Active and passive ranges of a healthy foot, in degrees, rounded outward. */
const RANGES: Record<string, (pose: Pose) => [value: number, least: number, most: number]> = {
  // Foot against shank: 20 up (negative) and 50 down; 40 up where the knee bends over a standing foot.
  ankle: ({ foot = 0, shank = 0 }) => [foot - shank, -40, 50],
  // Toes against the foot: about 90 up when standing on tiptoe, 45 down.
  toes: ({ foot = 0, toe = 0 }) => [toe - foot, -90, 45],
  toeTips: ({ tip = 0 }) => [tip, 0, 75],
  knee: ({ shank = 0, thigh = shank }) => [shank - thigh, 0, 140],
  otherKnee: ({ shank2 = 0, thigh2 = shank2 }) => [shank2 - thigh2, 0, 140],
  hips: ({ turn = 0 }) => [turn, 0, 45],
}

/** The pose with the toes where the rig puts them when the drawing does not say. */
function whole(drawing: Drawing, pose: Pose): Pose {
  return drawing.pivot && drawing.pivot !== 'ball' ? { toe: pose.foot ?? 0, ...pose } : pose
}

type Place = readonly [number, number]

/** Whether the line from a to b crosses the line from c to d. */
function cross(a: Place, b: Place, c: Place, d: Place): boolean {
  const half = (p: Place, q: Place, r: Place) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return half(a, b, c) !== half(a, b, d) && half(c, d, a) !== half(c, d, b)
}

/** The pairs of an outline's edges that cross: none in a foot that looks whole. */
function crossings(points: readonly Place[]): [Place, Place][] {
  const edges = points.map((p, i): [Place, Place] => [p, points[(i + 1) % points.length] ?? p])
  return edges.flatMap((one, i) =>
    edges
      .slice(i + 2, i === 0 ? -1 : undefined)
      .filter((other) => cross(...one, ...other))
      .map((other): [Place, Place] => [one[0], other[0]]),
  )
}

describe.each(drawings)('the drawing of %s', (_, drawing) => {
  it('has only finite numbers at every moment', () => {
    for (const moment of moments(drawing)) {
      for (const { d } of draw(drawing, moment)) expect(d).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('keeps its parts in number and order', () => {
    const names = draw(drawing, 0).map((part) => part.name)
    for (const moment of moments(drawing)) {
      expect(draw(drawing, moment).map((part) => part.name)).toEqual(names)
    }
  })

  it('closes every skin', () => {
    const skins = draw(drawing, stillOf(drawing)).filter(({ name }) => name === 'foot-skin')
    expect(skins.length).toBeGreaterThan(0)
    for (const { d } of skins) expect(d).toMatch(/^M.*Z$/)
  })

  it('bends no joint further than a foot can', () => {
    for (const moment of moments(drawing)) {
      const pose = whole(drawing, poseAt(drawing, moment))
      const beyond = Object.entries(RANGES).filter(([, range]) => {
        const [value, least, most] = range(pose)
        return value < least - 0.01 || value > most + 0.01
      })
      expect(beyond.map(([joint]) => joint)).toEqual([])
    }
  })

  it('never folds its outline over', () => {
    for (const moment of moments(drawing)) {
      const { skins } = RIGS[drawing.rig](poseAt(drawing, moment), drawing.pivot)
      expect(skins.flatMap(crossings)).toEqual([])
    }
  })

  it('begins again where it ended', () => {
    const [first, last] = [draw(drawing, 0), draw(drawing, roundOf(drawing) - 1e-6)]
    const far = first.filter((part, i) => {
      const there = numbers(last[i]?.d ?? '')
      return numbers(part.d).some((n, k) => Math.abs(n - (there[k] ?? 0)) > 0.21)
    })
    expect(far.map((part) => part.name)).toEqual([])
  })

  it('says in one sentence what it shows', () => {
    expect(drawing.words).toMatch(/^[A-Z].*\.$/)
  })

  it('keeps its arrows in the picture', () => {
    const [x, y, width, height] = drawing.view
    for (const [px, py] of (drawing.arrows ?? []).flat()) {
      expect(px).toBeGreaterThanOrEqual(x)
      expect(px).toBeLessThanOrEqual(x + width)
      expect(py).toBeGreaterThanOrEqual(y)
      expect(py).toBeLessThanOrEqual(y + height)
    }
  })
})

describe('the library', () => {
  it('draws every exercise but the one the rigs cannot show', () => {
    const drawn = new Set(drawings.map(([slug]) => slug))
    const words = readdirSync(folder).map((file) => file.replace('.toml', ''))
    expect(words.filter((slug) => !drawn.has(slug))).toEqual(['it-band-stretch'])
  })
})

describe('the side rig', () => {
  it('is known to fold over when a joint is bent too far', () => {
    expect(side({ toe: -24, tip: 170 }).skins.flatMap(crossings)).not.toEqual([])
  })

  it('leaves the toes on the ground when the heel rises', () => {
    const toe = [214, 0, -1.7] as const
    expect(side({ foot: 36 }).place(toe)).toEqual(side({}).place(toe))
  })

  it('leaves the heel on the ground when the toes rise', () => {
    const [x, y] = side({ foot: -18 }, 'heel').place([34, 0])
    expect([x, y].map(Math.round)).toEqual([34, 0])
  })
})

describe('the geometry', () => {
  it('goes through every point of a curve', () => {
    const d = smooth([[0, 0], [10, 5], [20, 0]], false) // biome-ignore format: three points
    expect(d).toMatch(/^M0 0C.* 10 5C.* 20 0$/)
  })

  it('finds the ends and the middle of a path', () => {
    const path = [[0, 0], [10, 5], [20, 0]] as const // biome-ignore format: three points
    expect([along(path, 0), along(path, 0.5), along(path, 1)]).toEqual([...path])
  })

  it('puts the head of an arrow at its last point', () => {
    expect(arrow([[0, 0], [50, 0]], 10)).toContain('L50 0L') // biome-ignore format: two points
  })

  it('draws nothing for no points', () => {
    expect(smooth([])).toBe('')
  })
})
