/** A place in the picture: x to the right, y down. */
export type Point = readonly [x: number, y: number]

const RAD = Math.PI / 180

export const plus = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]]
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]]

/** Turns a point about another by degrees, clockwise, and carries the centre to `to`. */
export function turn(p: Point, about: Point, degrees: number, to: Point = about): Point {
  const [x, y] = minus(p, about)
  const c = Math.cos(degrees * RAD)
  const s = Math.sin(degrees * RAD)
  return plus([x * c - y * s, x * s + y * c], to)
}

const text = (...numbers: readonly number[]) => numbers.map((n) => Math.round(n * 10) / 10).join(' ')

/** Neighbours i-1..i+2 of a row of points: round the corner when closed, held at the ends when open. */
function around(points: readonly Point[], i: number, closed: boolean): [Point, Point, Point, Point] {
  const n = points.length
  const at = (k: number) => points[closed ? (k + n) % n : Math.max(0, Math.min(n - 1, k))] as Point
  return [at(i - 1), at(i), at(i + 1), at(i + 2)]
}

/** The two inner handles of the Catmull-Rom piece from `b` to `c`, as a cubic Bézier has them. */
function handles([a, b, c, e]: [Point, Point, Point, Point]): [Point, Point] {
  const from: Point = [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6]
  return [from, [c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6]]
}

/** SVG path data of a smooth curve through all points; closed unless told otherwise; empty without points. */
export function smooth(points: readonly Point[], closed = true): string {
  if (!points.length) return ''
  let d = `M${text(...(points[0] as Point))}`
  for (let i = 0; i < points.length - (closed ? 0 : 1); i++) {
    const four = around(points, i, closed)
    d += `C${text(...handles(four).flat(), ...four[2])}`
  }
  return closed ? `${d}Z` : d
}

/** SVG path data of straight lines from point to point. */
export function straight(points: readonly Point[], closed = true): string {
  return `M${points.map((p) => text(...p)).join('L')}${closed ? 'Z' : ''}`
}

/** Eight points on a circle, enough for a smooth curve to be round. */
export function ring([x, y]: Point, radius: number): Point[] {
  return Array.from({ length: 8 }, (_, i) => turn([x + radius, y], [x, y], 45 * i))
}

/** The point at a share (0 start, 1 end) of the smooth open curve through the points. */
export function along(points: readonly Point[], share: number): Point {
  const reach = Math.max(0, Math.min(1, share)) * (points.length - 1)
  const i = Math.min(points.length - 2, Math.floor(reach))
  const four = around(points, i, false)
  const [p, q] = handles(four)
  const t = reach - i
  const weigh = (n: 0 | 1) =>
    (1 - t) ** 3 * four[1][n] + 3 * (1 - t) ** 2 * t * p[n] + 3 * (1 - t) * t * t * q[n] + t ** 3 * four[2][n]
  return [weigh(0), weigh(1)]
}

/** SVG path data of an arrow along a smooth curve, with barbs of the given length at its end. */
export function arrow(points: readonly Point[], barb: number): string {
  const tip = points[points.length - 1] as Point
  const [x, y] = minus(along(points, 0.97), tip)
  const long = barb / Math.hypot(x, y)
  const wing = (degrees: number) => turn([tip[0] + x * long, tip[1] + y * long], tip, degrees)
  return smooth(points, false) + straight([wing(36), tip, wing(-36)], false)
}
