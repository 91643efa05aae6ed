/** Words of what to do now, after a score or a finding that cannot be answered with exercises. */
export const advice = {
  'advice.title.before': 'No exercises now',
  'advice.title.during': 'Stop now',
  'advice.title.after': 'Rest your foot today',
  'advice.title.daily': 'Rest your foot now',
  'advice.title.morning': 'No exercises today',
  'advice.title.finding': 'No exercises today',
  'advice.title.help': 'Get medical help today',

  'advice.why.red': 'Pain of {score} is too much for exercise: up to {limit} is all right for you.',
  'advice.why.morning':
    'Your foot hurts clearly more than on the morning before you exercised. It has not settled.',
  'advice.why.nerve': 'The numbness or tingling has lasted, or it has spread.',
  'advice.why.finding': 'You saw: {findings}.',
  'advice.why.warning': 'You saw: {findings}. A doctor or nurse must look at it, even if it does not hurt.',
  'advice.why.held': 'A doctor or nurse must look at your foot before you exercise again.',
  'advice.why.blood': 'Your blood flow is poor, and your foot hurts while it rests.',

  'advice.do.stop': 'Stop this exercise. Leave the others for today.',
  'advice.do.leave': 'Leave the exercises for now.',
  'advice.do.leave.today': 'Leave the exercises for today.',
  'advice.do.sit': 'Sit down and take the weight off your foot.',
  'advice.do.again': 'When it is calmer, log how it is right now. At {limit} or less you may start.',
  'advice.do.rub': 'Keep weight and rubbing off that place.',
  'advice.do.look': 'Look again tomorrow.',
  'advice.do.show': 'Show your foot to a doctor or nurse today.',
  'advice.do.until': 'No exercises, and no walking barefoot, until they have looked.',
  'advice.do.self': 'Call yourself: nobody watches your diary round the clock.',
  'advice.do.fast': 'If it spreads fast, is in both legs or between the legs, get emergency help at once.',
  'advice.do.call.clinic': 'If it is not better tomorrow, or if it gets worse, call {clinic}.',
  'advice.do.call.own': 'If it is not better tomorrow, or if it gets worse, call a doctor or a therapist.',
  'advice.do.tell.clinic': 'Tell {clinic} before you exercise again.',
  'advice.do.tell.own': 'Ask a doctor or a therapist before you exercise again.',

  'advice.session.saved': 'Session saved',
  'advice.read': 'I have read this',
  'advice.what': 'What to do now',
  'advice.correct': 'Change what I entered',
  'advice.correct.score': 'Change the number',
  'advice.finish': 'Stop for today',
  'advice.save.open': 'Save what I did',

  'advice.call.number': 'Call {clinic}: {phone}',
  'advice.call.emergency': 'Emergency: call {phone}',
  'advice.call.title': 'Whom to call',
  'advice.call.unknown': 'Call {clinic}. Its number is not entered here.',
  'advice.call.own':
    'Call your doctor’s practice. When it is closed, call the out-of-hours service where you live.',
  'advice.clinic': 'your clinic',
  'advice.more': 'When to get medical help',

  'advice.held.title': 'Your plan is paused',
  'advice.held.own': 'It starts again when you say here that a professional has looked at your foot.',
  'advice.held.clinic':
    '{clinic} starts it again after a look at your foot. Paused days never count against you.',
  'advice.resume': 'A professional has looked',
  'advice.resume.title': 'Has a professional looked?',
  'advice.resume.words':
    'Go on only if a doctor, nurse or therapist has looked at your foot and said that you may exercise.',
  'advice.resume.yes': 'Yes, and I may exercise',
  'advice.resume.no': 'Not yet',
  'advice.resumed': 'Your plan goes on',
} as const
