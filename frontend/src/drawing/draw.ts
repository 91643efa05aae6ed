import { along, arrow, circle, type Point, smooth, straight } from './geometry'
import { type Hung, type Pivot, type Pose, pair, type Shape, side, sole, top } from './rig'

/** A simple thing in the picture. It stands still, unless `on` ties it to the path or to its first point on the foot. */
export interface Prop {
  kind: 'shape' | 'blob' | 'hand' | 'ball' | 'press' | 'line' | 'towel' | 'hung' | 'band' | 'cord'
  /** Ball and press: centre and [radius]. Cord: a point of the foot, then a fixed one. Others: their corners. */
  at: readonly (readonly number[])[]
  on?: 'path' | 'foot'
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
  muscle?: keyof typeof MUSCLES
  arrows?: readonly (readonly Point[])[]
  path?: readonly Point[]
  props?: readonly Prop[]
}

/** One SVG path of the picture. Same parts in the same order at any time: only `d` changes. */
export interface Part {
  name: 'foot-ghost' | 'foot-prop' | 'foot-skin' | 'foot-muscle' | 'foot-nail' | 'foot-line' | 'foot-arrow'
  d: string
}

const RIGS = { side, top, sole, pair }

// biome-ignore format: tables of points
const MUSCLES = {
  calf: [[58, -392, 1], [60, -350, 1], [50, -300, 1], [38, -255, 1], [22, -222, 1], [7, -238, 1], [-1, -295, 1], [3, -350, 1], [22, -396, 1]],
  achilles: [[36, -215, 1], [44, -160, .98], [43, -110, .85], [30, -80, .5], [17, -58, .12], [26, -62, .12], [35, -88, .6], [39, -120, .95], [33, -165, 1], [14, -222, 1]],
  arch: [[50, -12], [98, -25], [140, -18], [166, -10, -.1], [166, -22, -.1], [138, -33], [98, -40], [52, -26]],
  shin: [[84, -150, 1], [88, -230, 1], [92, -320, 1], [80, -330, 1], [74, -240, 1], [72, -160, 1]],
  toes: [[170, -6, -.2], [196, -12, -1.1], [230, -8, -2], [234, -16, -2], [200, -21, -1.2], [172, -19, -.3]],
  ball: [[32, 76], [60, 72], [92, 92], [95, 112], [82, 116], [56, 100], [30, 102], [18, 92]],
  fascia: [[28, 100], [50, 104], [70, 110], [78, 140], [74, 180], [68, 214], [50, 226], [36, 212], [38, 176], [36, 140]],
  edge: [[90, 108], [84, 150], [79, 184], [75, 208], [66, 214], [66, 180], [72, 146], [80, 112]],
  forefoot: [[30, 84], [52, 78], [78, 98], [88, 112], [80, 140], [56, 134], [34, 132], [24, 108]],
} as const satisfies Record<string, readonly Hung[]>

const ease = (share: number) => (1 - Math.cos(Math.PI * share)) / 2

/** Seconds of one round of a drawing. */
export const roundOf = (drawing: Drawing) => drawing.poses.reduce((sum, pose) => sum + (pose.seconds ?? 0), 0)

/** The moment of the last pose, the one to show when nothing may move. */
export const stillOf = (drawing: Drawing) => roundOf(drawing) - (drawing.poses.at(-1)?.seconds ?? 0)

/** The angles at a moment; rounds repeat. */
export function poseAt({ poses, base }: Drawing, seconds: number): Pose {
  let left = seconds % roundOf({ poses } as Drawing)
  let i = 0
  while (i < poses.length - 1 && left >= (poses[i]?.seconds ?? 0)) left -= poses[i++]?.seconds ?? 0
  const from: Pose = { ...base, ...poses[i] }
  const to: Pose = { ...base, ...poses[(i + 1) % poses.length] }
  const share = ease(left / (from.seconds ?? 1))
  const names = Object.keys({ ...from, ...to })
  const rest = (name: string) => base?.[name] ?? 0
  return Object.fromEntries(
    names.map((name) => {
      const start = from[name] ?? rest(name)
      return [name, start + ((to[name] ?? rest(name)) - start) * share]
    }),
  )
}

// A hand that holds the toes, its arm reaching out of the picture.
// biome-ignore format: a table of points
const HAND: readonly Hung[] = [[207, 5, -1], [212, 13, -1], [234, 14, -1], [257, 3, -1], [269, -32, -.92], [283, -86, -.7], [293, -147, -.45], [321, -434], [263, -430], [251, -149, -.45], [236, -100, -.7], [212, -72, -.9], [200, -43, -1], [207, -31, -1], [224, -45, -1], [240, -44, -1], [248, -22, -1], [239, -7, -1], [217, -3, -1]]

/** A cloth from x to x on the ground; `bunch` (0 to 1) draws its far end in and throws it into folds. */
function towel(at: Prop['at'], bunch: number): Point[] {
  const [from = 0, to = 0] = at.map(([x = 0]) => x)
  const end = to - 70 * bunch
  const folds = Array.from({ length: 9 }, (_, i): Point => [end - 13 * i, i % 2 ? -4 : -4 - 24 * bunch])
  return [[from, 5], [end, 5], ...folds, [from, -2]]
}

/** How far a thing that is tied to the path or the foot has moved. */
function shiftOf(prop: Prop, shape: Shape, pose: Pose, path: Drawing['path']): Point {
  if (prop.on === 'path' && path) return along(path, pose.at ?? 0)
  if (prop.on !== 'foot') return [0, 0]
  const [x = 0, y = 0, share = 0] = prop.at[0] ?? []
  const now = shape.place([x, y, share])
  return [now[0] - x, now[1] - y]
}

const ORIGIN: Point = [0, 0]

const inMirror = (points: readonly Point[]): Point[] => points.map(([x, y]) => [-x, y])

function propPart(prop: Prop, shape: Shape, pose: Pose, path: Drawing['path']): Part {
  const [dx, dy] = shiftOf(prop, shape, pose, path)
  const at = prop.at.map(([x = 0, y = 0]): Point => [x + dx, y + dy])
  const hung = prop.at.map(([x = 0, y = 0, share = 0]) => shape.place([x, y, share]))
  const [first, last] = [at[0] ?? ORIGIN, at.at(-1) ?? ORIGIN]
  const KINDS: Record<Prop['kind'], () => Part> = {
    shape: () => ({ name: 'foot-prop', d: straight(at) }),
    blob: () => ({ name: 'foot-prop', d: smooth(at) }),
    hand: () => ({ name: 'foot-skin', d: smooth(HAND.map(shape.place)) }),
    ball: () => ({ name: 'foot-prop', d: circle(first, prop.at[1]?.[0] ?? 0) }),
    press: () => ({ name: 'foot-muscle', d: circle(first, prop.at[1]?.[0] ?? 0) }),
    line: () => ({ name: 'foot-line', d: smooth(at, false) }),
    towel: () => ({ name: 'foot-prop', d: smooth(towel(prop.at, pose.bunch ?? 0)) }),
    hung: () => ({ name: 'foot-prop', d: straight(hung) }),
    band: () => ({ name: 'foot-prop', d: straight([...hung, ...inMirror(hung).reverse()]) }),
    cord: () => ({ name: 'foot-line', d: straight([hung[0] as Point, last], false) }),
  }
  return KINDS[prop.kind]()
}

const otherLeg = (pose: Pose): Pose =>
  Object.fromEntries(['x', 'y', 'foot', 'shank', 'thigh'].map((name) => [name, pose[`${name}2`] ?? 0]))

/** Where the worked muscle lies now; on both feet when both are drawn. */
function muscles({ muscle, rig }: Drawing, shape: Shape): Point[][] {
  if (shape.worked) return [shape.worked]
  if (!muscle) return []
  const right = MUSCLES[muscle].map((hung) => shape.place(hung))
  return rig === 'pair' ? [right, inMirror(right)] : [right]
}

const parts = (name: Part['name'], rows: readonly (readonly Point[])[], closed = true): Part[] =>
  rows.map((points) => ({ name, d: smooth(points, closed) }))

/**
 * The picture of a drawing at a moment.
 *
 * @param drawing an exercise's `drawing`
 * @param seconds since the start; rounds repeat
 * @returns the parts from back to front, the same in number and order at any moment
 */
export function draw(drawing: Drawing, seconds: number): Part[] {
  const pose = poseAt(drawing, seconds)
  const rig = RIGS[drawing.rig]
  const now = rig(pose, drawing.pivot)
  const start = rig(poseAt(drawing, 0), drawing.pivot)
  const props = (front: boolean) =>
    (drawing.props ?? [])
      .filter((prop) => !!prop.front === front)
      .map((prop) => propPart(prop, now, pose, drawing.path))
  const arrows = (drawing.arrows ?? []).map((points) => arrow(points, drawing.view[2] / 22))
  return [
    ...parts('foot-ghost', start.skins),
    ...props(false),
    ...parts('foot-skin', 'x2' in pose ? side(otherLeg(pose), 'ankle').skins : []),
    ...parts('foot-skin', now.skins),
    ...parts('foot-muscle', muscles(drawing, now)),
    ...parts('foot-nail', now.nails),
    ...parts('foot-line', now.lines, false),
    ...props(true),
    ...arrows.map((d): Part => ({ name: 'foot-arrow', d })),
  ]
}
