/** Words of the pain chart, which patient and therapist share. */
export const chart = {
  'zone.green': 'Green',
  'zone.amber': 'Amber',
  'zone.red': 'Red',
  'chart.summary': {
    one: 'Pain from {from} to {to}: {count} day with a score, {first}.',
    other: 'Pain from {from} to {to}: {count} days with a score, the first {first}, the last {last}.',
  },
  'chart.empty': 'No pain score from {from} to {to}.',
  'chart.dot': '{day}: {mean}',
} as const
