/** Words of Learn, and the warning signs that send one to a doctor. */
export const learn = {
  'learn.title': 'Learn',
  'learn.help.row': 'When to get medical help',
  'learn.help.row.hint': 'Signs that cannot wait',
  'learn.conditions': 'Foot problems',
  'learn.exercises': 'Your exercises',
  'learn.exercises.all': 'All exercises',
  'learn.exercises.more': 'See all exercises',
  'learn.exercises.search': 'Find an exercise',
  'learn.exercises.none': 'No exercise has these words.',
  'learn.cards': 'Caring for your feet',
  'learn.yours': 'Yours',
  'learn.kind.strength': 'Strength',
  'learn.kind.stretch': 'Stretch',
  'learn.kind.balance': 'Balance',
  'learn.kind.mobility': 'Movement',
  'learn.kind.massage': 'Massage',
  'learn.kind.care': 'Care',
  'learn.offline': 'This page comes from the network. Connect, then try again.',
  'learn.missing': 'This page is not here.',

  'condition.what': 'What it is',
  'condition.feels': 'How it feels',
  'condition.brings': 'What brings it on',
  'condition.ignored': 'If you leave it',
  'condition.doctor': 'Talk to a doctor or therapist when',
  'condition.flags': 'Get medical help when',
  'condition.care': 'What helps besides exercise',
  'condition.routine': 'The starter routine',
  source: 'Source: {source}',

  'exercise.feel': 'What you should feel',
  'exercise.dose': 'How much',
  'exercise.numb':
    'If your feet are numb or you have diabetes, ask a doctor or therapist before you do this. Numb skin cannot tell heat, cold or pressure.',

  'help.title': 'When to get medical help',
  'help.words':
    'Footing is not watched round the clock. If one of these is true for you, do not wait for an answer here.',
  'help.emergency': 'Get emergency help now',
  'help.emergency.1': 'Your foot is cold, pale, blue or black.',
  'help.emergency.2':
    'Numbness or weakness spreads fast, is in both legs or between the legs, or you cannot hold your water or stool.',
  'help.today': 'Get medical help today',
  'help.today.1':
    'Your foot is hot, red and swollen. In a numb foot this may not hurt, and still needs help.',
  'help.today.2': 'You have diabetes or numb feet, and a blister, an ulcer or open skin.',
  'help.today.3': 'Redness spreads, there is pus, or you have a fever.',
  'help.today.4': 'Your blood flow is poor, and your foot hurts at rest.',
  'help.today.5':
    'After an injury you cannot take four steps, or one bone of the foot is tender and swollen.',
  'help.today.6': 'You felt a sudden snap in the calf.',
  'help.today.7': 'You can no longer lift the front of your foot.',
  'help.today.8':
    'After an injury or operation the pain is far too strong for what happened, and the colour, warmth or size of the foot has changed.',
  'help.soon': 'Talk to your doctor soon',
  'help.soon.1': 'Pain wakes you at night and you lose weight, or you feel a new lump.',
  'help.soon.2': 'Pain or numbness stays or gets worse although you care for it at home.',
  'help.then': 'Then rest your foot and pause your exercises until a doctor or therapist has looked at it.',
} as const
