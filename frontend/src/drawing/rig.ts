/* A foot drawn from joint angles. Points of the outline hang on bones; near a joint a point turns by a share of the
   joint's angle, so that nothing pinches; one smooth closed path goes through them all. */
import { minus, type Point, plus, turn } from './geometry'

/** Angles in degrees, clockwise, and places; a name left out is the rest position. README.md lists the names. */
export type Pose = Readonly<Record<string, number>>
/** A point of the resting foot, and the share of its bones' turning. */
export type Hung = readonly [x: number, y: number, share?: number]

export interface Shape {
  /** Closed outlines, from back to front. */
  skins: Point[][]
  nails: Point[][]
  /** Open lines inside the outline. */
  lines: Point[][]
  /** The toe that is lifted, when one is. */
  worked?: Point[]
  /** Where a point of the resting foot is now. */
  place: (hung: Hung) => Point
}

// ---- Side view: inner side of the foot, toes to the right, ground at y = 0, foot 240 long ----
const ANKLE: Point = [62, -62]
const BALL: Point = [172, -18]
const HEEL: Point = [34, 0]
const KNEE: Point = [54, -478]
const TOE_JOINT: Point = [208, -15]

/* Shares: 0 goes with the foot; up to 1 with the shank, 1 to 2 with the thigh; down to -1 with the toes, -1 to -2
   with their tips. */
// biome-ignore format: a table of points
const SIDE: readonly Hung[] = [
  [7, -10], [26, 0], [60, -1], [100, -15], [134, -9], [160, 0, -.1], [183, -1, -.6], [197, -6, -1.1], [214, 0, -1.7],
  [234, -1, -2], [245, -11, -2], [241, -23, -2], [228, -29, -1.9], [207, -28, -1.4], [187, -33, -.7], [164, -42, -.2],
  [136, -57], [109, -76, .05], [92, -98, .5], [88, -128, .92], [90, -190, 1], [97, -270, 1], [100, -350, 1],
  [103, -415, 1], [110, -455, 1.12], [117, -482, 1.5], [116, -520, 1.85], [126, -590, 2], [137, -700, 2],
  [140, -900, 2], [-30, -900, 2], [-20, -700, 2], [-4, -590, 2], [1, -525, 1.85], [3, -482, 1.5], [2, -440, 1.1],
  [-7, -360, 1], [-10, -295, 1], [4, -225, 1], [25, -162, 1], [33, -120, .95], [29, -88, .6], [14, -60, .12], [1, -34],
]
// biome-ignore format: tables of points
const SIDE_LINES: readonly (readonly Hung[])[] = [
  [[50, -72, .5], [55, -82, .5], [66, -84, .5], [74, -75, .5]],
  [[78, -16], [100, -26], [124, -22]],
]
const SIDE_NAIL: readonly Hung[] = [
  [224, -25, -2],
  [233, -23, -2],
  [240, -17, -2],
  [241, -21, -2],
]

/** Where the middle of the ball is: on the ground, unless the foot turns about its heel or its ankle. */
function ballOf(pose: Pose, pivot: Pivot): Point {
  const { foot = 0, x = 0, y = 0 } = pose
  const about = pivot === 'ankle' ? ANKLE : pivot === 'heel' && foot < 0 ? HEEL : BALL
  return plus(turn(BALL, about, foot), [x, y])
}

/** What stands still when the foot turns: its ball; its heel while the toes are up; its ankle. */
export type Pivot = 'ball' | 'heel' | 'ankle'

/** Foot, leg and toes seen from the inner side. */
export function side(pose: Pose, pivot: Pivot = 'ball'): Shape {
  const { foot = 0, toe = pivot === 'ball' ? 0 : foot, tip = 0, shank = 0, thigh = shank } = pose
  const ball = ballOf(pose, pivot)
  const ankle = turn(ANKLE, BALL, foot, ball)
  const onLeg = (p: Point, share: number) =>
    turn(
      turn(p, KNEE, (thigh - shank) * Math.max(0, share - 1)),
      ANKLE,
      foot + (shank - foot) * Math.min(1, share),
      ankle,
    )
  const onToes = (p: Point, share: number) =>
    turn(
      turn(p, TOE_JOINT, tip * Math.max(0, share - 1)),
      BALL,
      foot + (toe - foot) * Math.min(1, share),
      ball,
    )
  const place = ([x, y, share = 0]: Hung) => (share > 0 ? onLeg([x, y], share) : onToes([x, y], -share))
  return {
    skins: [SIDE.map(place)],
    nails: [SIDE_NAIL.map(place)],
    lines: SIDE_LINES.map((line) => line.map(place)),
    place,
  }
}

// ---- Right foot from above: big toe left, toes up, 100 wide, 240 long. Mirrored it is the sole. ----
interface Toe {
  joint: Point
  end: Point
  width: number
  /** Degrees it turns when the foot is spread fully. */
  spread: number
}
// biome-ignore format: a table
const TOES: readonly Toe[] = [
  { joint: [27, 76], end: [21, 3], width: 25, spread: -9 },
  { joint: [45, 68], end: [43, 4], width: 16, spread: -3 },
  { joint: [59.5, 73], end: [59, 15], width: 15, spread: 2 },
  { joint: [73, 82], end: [74, 30], width: 14.5, spread: 7 },
  { joint: [86, 95], end: [88, 49], width: 14.5, spread: 13 },
]
// biome-ignore format: a table of points
const EDGE: readonly Point[] = [
  [97, 99], [95, 120], [88, 150], [83, 182], [79, 210], [68, 231], [49, 239], [30, 231], [20, 209], [22, 180],
  [26, 152], [20, 124], [11, 100], [8, 80],
]
// biome-ignore format: a table of points
const WEBS: readonly Point[] = [[34, 47], [51, 46], [66, 56], [81, 70]]
// Shapes on a toe: across in widths, along in lengths from the joint to the end.
// biome-ignore format: tables of points
const ON_TOE = {
  skin: [[-.42, .56], [-.5, .77], [-.39, .94], [0, 1], [.39, .94], [.5, .77], [.42, .56]],
  nail: [[-.27, .84], [-.24, .93], [0, .955], [.24, .93], [.27, .84], [0, .805]],
  crease: [[-.2, .6], [0, .585], [.2, .6]],
  fold: [[-.44, .47], [0, .4], [.44, .47]],
} as const satisfies Record<string, readonly Point[]>

const INSET = ON_TOE.skin.map(([x, y]): Point => [x * 0.7, y * 0.96])

function onToe(i: number, pose: Pose, shape: readonly Point[]): Point[] {
  const { joint, end, width, spread } = TOES[i] as Toe
  const lift = pose[`lift${i + 1}`] ?? 0
  const [dx, dy] = minus(end, joint)
  const lean = (Math.atan2(dx, -dy) * 180) / Math.PI + spread * (pose.spread ?? 0)
  const long = Math.hypot(dx, dy) * (1 - 0.22 * lift)
  const wide = width * (1 + 0.08 * lift)
  return shape.map(([x, y]) => turn(plus([x * wide, -y * long], joint), joint, lean))
}

/** The skin between toe `i` and the next, half-way between what either toe's turning makes of it. */
function web(i: number, pose: Pose): Point {
  const by = (toe: Toe) => turn(WEBS[i] as Point, toe.joint, toe.spread * (pose.spread ?? 0))
  const [a, b] = [by(TOES[i] as Toe), by(TOES[i + 1] as Toe)]
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + Math.abs(a[0] - b[0]) * 0.15]
}

const each = (pose: Pose, shape: readonly Point[]) => TOES.map((_, i) => onToe(i, pose, shape))

/** The patch on the toe that is lifted highest; no points while all are down. */
function liftedToe(pose: Pose): Point[] {
  const lifts = TOES.map((_, i) => pose[`lift${i + 1}`] ?? 0)
  const highest = Math.max(...lifts)
  return highest > 0.2 ? onToe(lifts.indexOf(highest), pose, INSET) : []
}

/** Right foot from above. */
export function top(pose: Pose): Shape {
  const toes = each(pose, ON_TOE.skin).flatMap((toe, i) => (i < 4 ? [...toe, web(i, pose)] : toe))
  return {
    skins: [[...toes, ...EDGE]],
    nails: each(pose, ON_TOE.nail),
    lines: each(pose, ON_TOE.crease),
    ...('lift1' in pose && { worked: liftedToe(pose) }),
    place: ([x, y]) => [x, y],
  }
}

const changed = ({ skins, nails, lines, place }: Shape, to: (p: Point) => Point): Shape => {
  const all = (shapes: Point[][]) => shapes.map((shape) => shape.map(to))
  return { skins: all(skins), nails: all(nails), lines: all(lines), place: (hung) => to(place(hung)) }
}

/** Sole of the right foot: the top view in a mirror, with the folds below the toes. */
export function sole(pose: Pose): Shape {
  const below = { ...top(pose), nails: [], lines: each(pose, ON_TOE.fold) }
  return changed(below, ([x, y]) => [106 - x, y])
}

/** Both feet from above, each turned outward about its heel by `turn` degrees. `place` is the right foot's. */
export function pair(pose: Pose): Shape {
  const right = changed(top(pose), (p) => plus(turn(p, [49, 225], pose.turn ?? 0), [14, 0]))
  const left = changed(right, ([x, y]) => [-x, y])
  const both = (name: 'skins' | 'nails' | 'lines') => [...left[name], ...right[name]]
  return { skins: both('skins'), nails: both('nails'), lines: both('lines'), place: right.place }
}
