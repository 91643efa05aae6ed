/** Words of the first steps: who, which foot, the four questions, a condition and its routine. */
export const welcome = {
  'welcome.title': 'Welcome to Footing',
  'welcome.words': 'A few short questions first, so that the exercises fit you. It takes two minutes.',
  'welcome.not':
    'Footing supports your care. It does not diagnose, and nobody watches it round the clock. In an emergency, call for help yourself.',
  'welcome.start': 'Start',
  'welcome.step': 'Question {at} of {of}',
  'welcome.name': 'What should we call you?',
  'welcome.name.label': 'Your name',
  'welcome.foot': 'Which foot is it?',
  'welcome.left': 'Left',
  'welcome.right': 'Right',
  'welcome.both': 'Both',

  'welcome.diabetes': 'Do you have diabetes?',
  'welcome.loss_of_feeling': 'Have you lost feeling in your feet?',
  'welcome.loss_of_feeling.hint': 'For example: you do not feel a light touch, or a stone in your shoe.',
  'welcome.past_ulcer_or_amputation':
    'Have you ever had an open sore on a foot that healed slowly, or lost a toe or foot?',
  'welcome.poor_circulation': 'Has a doctor said that your feet get too little blood?',
  'welcome.why': 'Why we ask',
  'welcome.diabetes.why':
    'With diabetes, small wounds on the feet can become serious. We then add a short daily look at your feet.',
  'welcome.loss_of_feeling.why':
    'Numb feet cannot tell heat, cold or pressure. Some exercises then need care.',
  'welcome.past_ulcer_or_amputation.why': 'After such a sore, a therapist should choose your exercises.',
  'welcome.poor_circulation.why': 'With too little blood, some exercises are not safe without advice.',

  'welcome.condition': 'What is the matter with your foot?',
  'welcome.condition.hint': 'Choose what your doctor or therapist told you.',
  'welcome.condition.none': 'I do not know yet',
  'welcome.condition.none.words':
    'Then ask a doctor or therapist first: exercises should fit the cause. You can already log your pain, and choose a routine later.',
  'welcome.condition.later': 'Go on without exercises',

  'welcome.routine.title': 'Your starter routine',
  'welcome.routine.times': { one: 'once a day', other: '{count} times a day' },
  'welcome.routine.days': { one: 'One day a week', other: '{count} days a week' },
  'welcome.routine.daily': 'Every day',
  'welcome.routine.when': '{days}, {times}',
  'welcome.routine.stop':
    'Pain up to 5 out of 10 can be all right if it settles by the next morning. Stop what makes it worse. Talk to a doctor or therapist before you start, above all with another illness.',
  'welcome.routine.take': 'Take this routine',
  'welcome.routine.offline': 'The routine comes from the network. Connect, then try again.',

  'welcome.doctor.title': 'Talk to your doctor first',
  'welcome.doctor.words':
    'Because of your answers, a doctor or therapist should look at your feet before you exercise. A therapist who uses Footing can then give you a plan here.',
  'welcome.doctor.can': 'You can log your pain and look after your feet with Footing right away.',
  'welcome.doctor.home': 'Go on to Today',
  'welcome.saved': 'Your answers are saved',
} as const
