/** Words of a dose and of an exercise, wherever they are shown. */
export const exercise = {
  'exercise.how': 'How to do it',
  'exercise.need': 'You need: {things}',
  'dose.reps': { one: '{count} time', other: '{count} times' },
  'dose.seconds': { one: '{count} second', other: '{count} seconds' },
  'dose.minutes': { one: '{count} minute', other: '{count} minutes' },
  'dose.sets': { one: '{count} set', other: '{count} sets' },
  'dose.of': '{sets} of {what}',
  'dose.hold': 'hold each for {time}',
  'dose.for': 'for {time}',
  'dose.hold.only': 'hold for {time}',
  'dose.rest': 'rest {time} between sets',
  'dose.side.left': 'left foot',
  'dose.side.right': 'right foot',
  'dose.side.both': 'both feet together',
  'dose.side.each': 'each foot',
  'dose.start': 'Start with this and change it to what suits you.',
} as const
