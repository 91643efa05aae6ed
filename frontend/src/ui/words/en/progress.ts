/** Words of the patient's own progress. */
export const progress = {
  'progress.title': 'Progress',
  'progress.range': 'How far back',
  'progress.range.28': '4 weeks',
  'progress.range.84': '12 weeks',

  'progress.pain.title': 'Pain',
  'progress.pain.moment': 'Which pain',
  'progress.pain.none': 'No pain logged in this time. One number a day is enough.',
  'progress.pain.chart': 'Pain from 0 to 10, day by day, from {from} to {to}. {summary}',
  'progress.pain.better':
    'Your pain is down from {before} to {now}: {points} points, {percent} less. That is a change you can feel.',
  'progress.pain.bit.better':
    'Your pain is a little lower: {before} at first, {now} now ({points} points, {percent} less).',
  'progress.pain.same': 'Your pain is about the same: {before} at first, {now} now.',
  'progress.pain.bit.worse':
    'Your pain is a little higher: {before} at first, {now} now ({points} points, {percent} more).',
  'progress.pain.worse':
    'Your pain is up from {before} to {now}: {points} points, {percent} more. Tell your therapist or doctor.',
  'progress.pain.worse.from.nothing':
    'Your pain is up from {before} to {now}: {points} points. Tell your therapist or doctor.',
  'progress.pain.how':
    'The mean of the first 7 days shown here with at least 4 scores, against the last 7 days. A change matters from 2 points on, or from 30 % that are at least 1 point.',
  'progress.pain.more.needed': 'To compare weeks, log this pain on at least 4 days of a week.',
  'progress.pain.gap': 'A gap means that nothing was logged that day.',
  'progress.zone.green': 'Up to {to}: fine',
  'progress.zone.amber': '{from} to {to}: take care',
  'progress.zone.red': '{from} and more: too much',
  'progress.zone.title': 'Your zones',

  'progress.table.show': 'Show as a table',
  'progress.table.hide': 'Hide the table',
  'progress.table.day': 'Day',
  'progress.table.mean': 'Mean pain',
  'progress.table.most': 'Highest',
  'progress.table.count': 'Entries',
  'progress.table.none': 'not logged',
  'progress.table.pain': 'Pain by day: {moment}',

  'progress.rules.weeks.title': 'Exercises',
  'progress.rules.weeks.now': '{done} of {planned} planned days this week',
  'progress.rules.weeks.none': 'Nothing was planned this week.',
  'progress.rules.weeks.table': 'Exercises by week',
  'progress.rules.weeks.chart': 'Share of the planned sets you did, week by week. {summary}',
  'progress.rules.weeks.week': 'Week from',
  'progress.rules.weeks.days': 'Days done',
  'progress.rules.weeks.share': 'Sets done',
  'progress.rules.weeks.of': '{done} of {planned}',
  'progress.rules.weeks.unknown': 'no entries',
  'progress.rules.weeks.formula.title': 'How it is counted',
  'progress.rules.weeks.formula':
    'Share = sets done ÷ sets planned, at most 100 % a day. Each foot counts for itself.',
  'progress.rules.weeks.formula.days':
    'Rest days, paused days and days to come are left out. Today counts once it is over. A week in which nothing at all was written has no share: that is not the same as 0.',
  'progress.past': 'Your weeks in short',
  'progress.reported': 'All of this is what you reported yourself.',
  'progress.extra': {
    one: '{count} extra session beyond the plan',
    other: '{count} extra sessions beyond the plan',
  },
} as const
