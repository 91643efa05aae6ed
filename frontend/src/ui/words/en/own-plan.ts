/** Words for a patient without a clinic who changes, stops or takes up exercises. */
export const ownPlan = {
  'own.title': 'Your exercises',
  'own.now': 'You do these now',
  'own.none': 'You have no exercises now. Your diary goes on.',
  'own.clinic': 'Your therapist decides about your exercises. Tell them what you would like.',
  'own.other': 'Take other exercises',
  'own.begin': 'Choose exercises',
  'own.stop': 'Stop these exercises',
  'own.stop.title': 'Stop these exercises?',
  'own.stop.words':
    'From today nothing is asked of you. What you wrote stays. You can begin again at any time.',
  'own.stop.action': 'Stop them',
  'own.stop.keep': 'Keep them',
  'own.stopped': 'Stopped from today',
  'own.taken': 'These are your exercises from today',
} as const
