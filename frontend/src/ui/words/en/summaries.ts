/** Words of the weekly summaries; their sentences come from the server. */
export const summaries = {
  'weeks.title': 'Your weeks in short',
  'weeks.none':
    'No week is summed up yet. A week runs from Monday to Sunday; its summary comes on the day you chose after it.',
  'weeks.none.staff': 'No week is summed up yet.',
  'weeks.kept': 'The server cannot be asked right now. This is what your phone has kept.',
  'weeks.off': 'You can turn the weekly summary on or off, and choose its day, in Settings.',
  'weeks.settings': 'Day and time of the summary',

  'week.title': '{from} to {to}',
  'week.over': 'Your week in short',
  'week.over.staff': 'Your patients’ week in short',
  'week.missing.title': 'There is no summary of that week',
  'week.missing.words': 'Nothing was planned and nothing was written down, or the week is not over yet.',
  'week.changed':
    'Changed since it was sent: something about that week was written down or corrected later. You see the numbers of now.',
  'week.sessions': 'Sessions',
  'week.sessions.of': '{done} of {planned}',
  'week.sessions.label': '{done} of {planned} planned sessions done.',
  'week.sessions.extra': { one: 'and {count} more', other: 'and {count} more' },
  'week.sessions.moved': { one: '{count} done', other: '{count} done' },
  'week.sessions.moved.planned': {
    one: 'on other days or outside the plan ({count} planned)',
    other: 'on other days or outside the plan ({count} planned)',
  },
  'week.pain': 'Pain',
  'week.pain.this': 'That week',
  'week.pain.before': 'The week before',
  'week.pain.of.ten': '{mean} out of 10',
  'week.pain.none': 'no score',
  'week.pain.days': { one: '{count} day with a score', other: '{count} days with a score' },

  'week.caseload': 'Your patients',
  'week.patient': 'Patient',
  'week.flags': 'Reasons to look',
  'week.flags.count': { one: '{count} reason to look', other: '{count} reasons to look' },
  'week.flags.none': 'None',
  'week.flags.seen': { one: '{count} seen, not settled', other: '{count} seen, not settled' },
  'week.adherence': 'Exercises',
  'week.adherence.of': 'Exercises {share}',
  'week.pain.change': 'Change in pain',
  // Unbroken: on a phone's width a line ends at the dot between the figures.
  'week.pain.change.of': 'Pain\u00a0{points}\u00a0points',
  'week.pain.unchanged': 'Pain\u00a0unchanged',
  'week.figures.none': 'No figures that week',
  'week.unknown': 'not known',
  'week.unknown.shown': '–',
} as const
