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
  'clinic.end.patients': 'The patients stay in the clinic’s care. What was prescribed stays in force.',
  'clinic.end.alone': 'Patients whom nobody else treats are then seen by the managers only.',
  'clinic.end.action': 'Take out now',
  'clinic.end.keep': 'Leave as it is',
  'clinic.end.done': '{name} was taken out',
  'clinic.add.title': 'Add a colleague',
  'clinic.add.words': 'Nothing is sent. Tell them to sign in here with this address.',
  'clinic.add.name': 'Name',
  'clinic.add.email': 'E-mail address',
  'clinic.add.role': 'As what?',
  'clinic.add.action': 'Add',
  'clinic.add.done': '{name} works here now',
} as const
