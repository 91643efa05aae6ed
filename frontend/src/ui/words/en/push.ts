/** Words that the worker itself shows on a lock screen: nothing of health, nothing of a clinic. */
export const push = {
  'push.neutral.title': 'Footing',
  'push.neutral.words': 'Open Footing to see your day.',
} as const
