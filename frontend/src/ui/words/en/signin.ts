/** Words of signing in, signing up, the second step and invitations. */
export const signin = {
  'signin.title': 'Sign in',
  'signin.welcome': 'Footing helps you do your foot exercises and see what eases your pain.',
  'signin.cookies.title': 'This browser blocks cookies and storage for this site.',
  'signin.cookies.words':
    'Nobody can sign in without them, and nothing could be kept. Allow them for this site in the settings of the browser, then load the page again. What you sent before is safe.',
  'signin.email': 'Your e-mail address',
  'signin.email.hint': 'We send you a code. There is no password to remember.',
  'signin.email.missing': 'Type your e-mail address, such as ana@example.org.',
  'signin.send': 'Send me a code',
  'signin.passkey': 'Use a passkey',
  'signin.passkey.failed': 'That passkey did not work here. Use a code by e-mail instead.',
  'signin.or': 'or',
  'signin.new': 'New here? Make an account',
  'signin.known': 'I have an account',
  'signin.closed': 'New patients are invited by their clinic: open the link in the invitation e-mail.',
  'signin.over':
    'This sign-in has ended: a code is good for ten minutes and three tries. Nothing is lost; ask for a new code.',
  'signin.offline': 'Signing in needs the network. Connect, then try again.',

  'signup.title': 'Make an account',
  'signup.send': 'Make my account',

  'code.title': 'Type the code',
  'code.sent': 'We sent a code to {email}. It may take a minute. Look among unwanted mail too.',
  'code.mail.sending': 'The code to {email} is on its way …',
  'code.mail.slow':
    'The mail server is slow. We keep trying; you can stay on this page. Nothing is lost. A passkey works at once.',
  'code.mail.delayed':
    'The mail server does not answer. We keep trying for ten minutes; you can stay on this page. Nothing is lost. A passkey works at once.',
  'code.mail.refused':
    'Mail to {email} comes back. Is it written right? If it is, tell your clinic. Nothing is lost.',
  'code.mail.failed': 'The mail could not be sent. Nothing is lost; ask for a new code in a few minutes.',
  'code.label': 'Code',
  'code.hint': 'You can paste it here.',
  'code.action': 'Sign in',
  'code.again': 'Send a new code',
  'code.again.in': { one: 'New code in {count} second', other: 'New code in {count} seconds' },
  'code.again.sent': 'A new code is on its way',
  'code.other': 'Use another e-mail address',
  'code.wrong': 'That code is not right. Use the newest e-mail, check each digit, or ask for a new code.',

  'factor.title': 'One more step',
  'factor.words': 'Your work account has a second step, so that patients’ data stays safe.',
  'factor.code': 'Code from your authenticator app',
  'factor.code.hint': 'Six digits. A recovery code works too.',
  'factor.passkey.failed':
    'That passkey was not used. Try it again, or type the code of your authenticator app or a recovery code.',
  'factor.passkey': 'Use my passkey',
  'factor.action': 'Go on',

  'setup.title': 'Set up a second step',
  'setup.words':
    'People who see patients’ data need a second step to sign in. Choose one. It takes a minute.',
  'setup.passkey': 'Make a passkey',
  'setup.passkey.hint': 'Your fingerprint, face or screen lock. The easiest and safest.',
  'setup.passkey.name': 'This device',
  'setup.passkey.cancelled': 'No passkey was made. Try again, or use an authenticator app.',
  'setup.not.now':
    'This cannot be set up for you just now. Sign in with a code by e-mail first, so that we know the address is yours.',
  'setup.failed':
    'Your second step was taken, but the server still asks for one. Set it up again here. If it stays so, tell who runs Footing for you.',
  'setup.app.wrong':
    'That code is not right. Type the one that the app shows now; check that the clock of your phone is right.',
  'setup.app': 'Use an authenticator app',
  'setup.app.title': 'Authenticator app',
  'setup.app.scan': 'Scan this picture with your authenticator app, or type the key into it.',
  'setup.app.link': 'Open your authenticator app with the link below, or type this key into it.',
  'setup.app.picture': 'QR code for your authenticator app',
  'setup.app.open': 'Open my authenticator app',
  'setup.app.key': 'Key:',
  'setup.app.code': 'Six digits from the app',
  'setup.app.action': 'Switch it on',
  'setup.codes.title': 'Keep these codes',
  'setup.codes.words':
    'Each works once if you lose your phone. Write them down or print them, and keep them safe.',
  'setup.codes.action': 'I have kept them',

  'demo.title': 'Try it as',
  'demo.words': 'These people are made up, and so is all their data.',
  'demo.badge': 'Made up',
  'demo.patient': 'Patients',
  'demo.therapist': 'Therapists',
  'demo.manager': 'Managers',

  'invite.title': 'You are invited',
  'invite.from': '{therapist} at {clinic} invites you to Footing.',
  'invite.from.clinic': '{clinic} invites you to Footing.',
  'invite.words':
    'Footing keeps your exercises on your phone and shows your therapist how your foot is doing.',
  'invite.privacy':
    'Your therapist and the care team at {clinic} can see what you write. Nobody watches it round the clock.',
  'invite.code.words': 'We sent a code to {email}, so that nobody else can be you here. Type it to go on.',
  'invite.for': 'For {email}',
  'invite.accept': 'Accept',
  'invite.until': 'This link works until {day}.',
  'invite.used.title': 'This invitation was used already',
  'invite.used.words': 'Sign in with your e-mail address instead.',
  'invite.gone.title': 'This invitation has ended',
  'invite.gone.words': 'Ask your therapist for a new one. It takes them a minute.',
  'invite.missing.title': 'This link does not work',
  'invite.missing.words': 'Open the link in the e-mail once more, or ask your therapist for a new one.',
  'name.title': 'What is your name?',
  'name.words': 'Patients see who treats them, and who opened their record.',
  'name.label': 'First and last name',
  'name.action': 'Go on',
  'setup.later': 'Not now: back to my own diary',
} as const
