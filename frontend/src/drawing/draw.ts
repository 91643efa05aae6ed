import { along, arrow, type Point, plus, ring, smooth, straight } from './geometry'
import { type Hung, type Pivot, type Pose, pair, type Shape, side, sole, top } from './rig'

/** A simple thing in the picture. A corner with a third number hangs on the foot by that share; others stand still. */
export interface Prop {
  /** Cornered or round fill; skin (a hand); a line; ball and pressing thumb; towel from x to x; band round both feet. */
  kind: 'shape' | 'blob' | 'skin' | 'line' | 'ball' | 'press' | 'towel' | 'band'
  at: readonly Hung[]
  radius?: number
  /** Moves along the drawing's path; `at` then counts from the path's point. */
  on_path?: boolean
  /** In front of the foot. */
  front?: boolean
}

/** What an exercise's `drawing` holds. Lengths in units of the picture: a foot is 240 long. */
export interface Drawing {
  rig: 'side' | 'top' | 'sole' | 'pair'
  /** One sentence that says what the picture shows. */
  words: string
  /** x, y, width and height of the part to be seen. */
  view: readonly [number, number, number, number]
  pivot?: Pivot
  /** Angles that all poses share. */
  base?: Pose
  /** `seconds` is the time to the next pose; the last goes back to the first. */
  poses: readonly Pose[]
  /** Outline of the muscle at work, hung on the foot. */
  muscle?: readonly Hung[]
  arrows?: readonly (readonly Point[])[]
  path?: readonly Point[]
  props?: readonly Prop[]
}

/** One SVG path of the picture; `name` is its class. */
export interface Part {
  name: 'foot-ghost' | 'foot-prop' | 'foot-skin' | 'foot-muscle' | 'foot-nail' | 'foot-line' | 'foot-arrow'
  d: string
}

const RIGS = { side, top, sole, pair }

const sum = (poses: readonly Pose[]) => poses.reduce((total, pose) => total + (pose.seconds ?? 1), 0)

/** Seconds of one round of a drawing. */
export const roundOf = ({ poses }: Drawing) => sum(poses)

/** The moment of the last pose, the one to show when nothing may move. */
export const stillOf = ({ poses }: Drawing) => sum(poses.slice(0, -1))

/** The angles at a moment; rounds repeat. */
export function poseAt({ poses, base }: Drawing, seconds: number): Pose {
  let left = seconds % sum(poses)
  let i = 0
  while (left >= sum(poses.slice(i, i + 1))) left -= sum(poses.slice(i, ++i))
  const from: Pose = { seconds: 1, ...base, ...poses[i] }
  const to: Pose = { ...base, ...poses[(i + 1) % poses.length] }
  const share = (1 - Math.cos((Math.PI * left) / (from.seconds as number))) / 2
  const angle = (name: string) => (from[name] ?? 0) + ((to[name] ?? 0) - (from[name] ?? 0)) * share
  return Object.fromEntries(Object.keys({ ...from, ...to }).map((name) => [name, angle(name)]))
}

/** A cloth from x to x on the ground; `bunch` (0 to 1) draws its far end in and throws it into folds. */
function towel([from = 0, to = 0]: number[], bunch = 0): Point[] {
  const end = to - 70 * bunch
  const folds = Array.from({ length: 9 }, (_, i): Point => [end - 13 * i, i % 2 ? -4 : -4 - 24 * bunch])
  return [[from, 5], [end, 5], ...folds, [from, -2]]
}

const inMirror = (points: readonly Point[]): Point[] => points.map(([x, y]) => [-x, y])

const NAMES: Partial<Record<Prop['kind'], Part['name']>> = {
  skin: 'foot-skin',
  line: 'foot-line',
  press: 'foot-muscle',
}

function outline({ kind, radius }: Prop, at: Point[], bunch: number | undefined): string {
  if (radius) return smooth(ring(at[0] as Point, radius))
  if (kind === 'shape') return straight(at)
  if (kind === 'band') return straight([...at, ...inMirror(at).reverse()])
  if (kind === 'towel') return smooth(towel(at.map(([x]) => x), bunch)) // biome-ignore format: one a line
  return smooth(at, kind !== 'line')
}

const parts = (name: Part['name'], rows: readonly (readonly Point[])[], closed = true): Part[] =>
  rows.map((points) => ({ name, d: smooth(points, closed) }))

/** Where the muscle at work lies now; on both feet when both are drawn. */
function muscles({ muscle = [], rig }: Drawing, { worked, place }: Shape): Point[][] {
  const right = worked ?? muscle.map(place)
  return rig === 'pair' ? [right, inMirror(right)] : [right]
}

function otherLeg(pose: Pose): Point[][] {
  if (!('x2' in pose)) return []
  const own = ['x', 'y', 'foot', 'shank', 'thigh'].map((name) => [name, pose[`${name}2`] ?? 0])
  return side(Object.fromEntries(own), 'ankle').skins
}

/**
 * The picture of a drawing at a moment.
 *
 * @param drawing an exercise's `drawing`
 * @param seconds since the start; rounds repeat
 * @returns the parts from back to front, the same in number and order at any moment
 */
export function draw(drawing: Drawing, seconds: number): Part[] {
  const { rig, pivot, path, view, props = [], arrows = [] } = drawing
  const pose = poseAt(drawing, seconds)
  const now = RIGS[rig](pose, pivot)
  const shift = path ? along(path, pose.at ?? 0) : ([0, 0] as const)
  const things = (front: boolean) =>
    props
      .filter((prop) => !!prop.front === front)
      .map((prop): Part => {
        const at = prop.at.map((p) =>
          p.length > 2 ? now.place(p) : prop.on_path ? plus([p[0], p[1]], shift) : p,
        )
        return { name: NAMES[prop.kind] ?? 'foot-prop', d: outline(prop, at as Point[], pose.bunch) }
      })
  return [
    ...parts('foot-ghost', RIGS[rig](poseAt(drawing, 0), pivot).skins),
    ...things(false),
    ...parts('foot-skin', otherLeg(pose)),
    ...parts('foot-skin', now.skins),
    ...parts('foot-muscle', muscles(drawing, now)),
    ...parts('foot-nail', now.nails),
    ...parts('foot-line', now.lines, false),
    ...things(true),
    ...arrows.map((points): Part => ({ name: 'foot-arrow', d: arrow(points, view[2] / 22) })),
  ]
}
