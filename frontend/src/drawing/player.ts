import { type Drawing, draw, stillOf } from './draw'

/**
 * Moves the paths of a drawing. Each `[data-part]` path is one part of `draw`, in the same order.
 *
 * @param svg the picture, with the drawing's parts already in it
 * @param drawing an exercise's `drawing`
 * @returns a function that stops the movement; nothing moves for a person who asked for reduced motion
 */
export function play(svg: SVGSVGElement, drawing: Drawing): () => void {
  const paths = svg.querySelectorAll('[data-part]')
  const show = (seconds: number) => {
    for (const [i, { d }] of draw(drawing, seconds).entries()) paths[i]?.setAttribute('d', d)
  }
  show(stillOf(drawing))
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {}
  let start: number | undefined
  let frame = requestAnimationFrame(function step(now) {
    start ??= now
    show(stillOf(drawing) + (now - start) / 1000)
    frame = requestAnimationFrame(step)
  })
  return () => cancelAnimationFrame(frame)
}
