/** Words of who works in a clinic. */
export const staffClinic = {
  'clinic.title': 'Who works here',
  'clinic.words':
    'Therapists treat patients. Managers see every patient of the clinic and change this list. All of them need a second step to sign in.',
  'clinic.role.therapist': 'Therapist',
  'clinic.role.manager': 'Manager',
  'clinic.you': 'You',
  'clinic.since': 'since {day}',
  'clinic.end': 'Take out',
  'clinic.end.of': 'Take out: {name}, {role}',
  'clinic.end.title': 'Take {name} out?',
  'clinic.end.therapist':
    '{name} can no longer open the record of any patient of {clinic} as a therapist, from this moment on.',
  'clinic.end.manager': '{name} can no longer manage {clinic}, from this moment on.',
  'clinic.end.patients':
    'The patients stay in the clinic’s care, and what was prescribed stays in force. Where nobody else treats them, you choose who takes over.',
  'clinic.end.action': 'Take out now',
  'clinic.end.keep': 'Leave as it is',
  'clinic.end.done': '{name} was taken out',
  'clinic.add.title': 'Invite a colleague',
  'clinic.add.words':
    'They get an e-mail and work here once they accept, within 7 days. If they sign in with this address already, they see it in the app too.',
  'clinic.add.name': 'Name',
  'clinic.add.email': 'E-mail address',
  'clinic.add.role': 'As what?',
  'clinic.add.action': 'Send invitation',
  'clinic.add.done': 'Invitation to {name} is on its way',
  'clinic.left.title': 'Patients without a therapist',
  'clinic.left.words':
    'Open a patient and add a colleague to the care team. Until then their warnings come to you.',
  'clinic.pending.title': 'Not answered yet',
  'clinic.pending.open': 'Invited, until {day}',
  'clinic.pending.declined': 'Declined',
  'clinic.pending.expired': 'Ran out without an answer',
  'clinic.pending.returned': 'The e-mail came back: is the address right?',
  'clinic.pending.resend': 'Send again',
  'clinic.pending.resend.of': 'Send again: invitation to {name}',
  'clinic.pending.revoke': 'Take back',
  'clinic.pending.revoke.of': 'Take back: invitation to {name}',
  'clinic.pending.revoked': 'The invitation was taken back',
} as const
