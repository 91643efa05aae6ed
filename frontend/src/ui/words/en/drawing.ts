/** Words beside a moving drawing. */
export const drawing = {
  'drawing.move': 'Play the movement',
  'drawing.rest': 'Pause the movement',
} as const
