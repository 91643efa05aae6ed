import { lazy, type ScreenComponent } from './parts/lazy'
import { withWords } from './parts/with-words'
import { LogPain } from './screens/log-pain'
import { Today } from './screens/today'
import { WhatNow } from './screens/what-now'

/** Who may see a screen: anyone, a person with a diary, staff, who manages a clinic, or whoever is signed in. */
type For = 'anyone' | 'patient' | 'staff' | 'manager' | 'member'

export interface Route {
  readonly pattern: string
  readonly screen: ScreenComponent
  readonly for: For
  /** A task fills the whole phone: no tab bar, one way out. */
  readonly task?: boolean
}

const loadSession = async () => (await import('./screens/session')).Session
const session = lazy('patient', loadSession)
const signIn = lazy('core', async () => (await import('./screens/signin')).SignIn)

/** Brings what a patient needs next, and looks after what needs no eyes, while nothing else is going on. */
export function fetchAhead(): void {
  void withWords('patient', loadSession)().catch(() => undefined)
  void withWords('late', () => import('./state/push'))()
    .then(({ startHealing }) => startHealing())
    .catch(() => undefined)
}

/** Every address of the app. Today comes at once, all else when it is opened; the worker keeps all of it for times without network. */
export const ROUTES: readonly Route[] = [
  { pattern: '/', screen: Today, for: 'patient' },
  { pattern: '/log-pain', screen: LogPain, for: 'patient', task: true },
  { pattern: '/what-now', screen: WhatNow, for: 'patient', task: true },
  { pattern: '/what-now/:entry', screen: WhatNow, for: 'patient', task: true },
  { pattern: '/session/:assignment', screen: session, for: 'patient', task: true },
  {
    pattern: '/history',
    screen: lazy('patient', async () => (await import('./screens/history')).History),
    for: 'patient',
  },
  {
    pattern: '/history/:entry',
    screen: lazy('patient', async () => (await import('./screens/history')).HistoryEntry),
    for: 'patient',
    task: true,
  },
  {
    pattern: '/progress',
    screen: lazy('patient', async () => (await import('./screens/progress')).Progress),
    for: 'patient',
  },
  {
    pattern: '/learn',
    screen: lazy('patient', async () => (await import('./screens/learn')).Learn),
    for: 'member',
  },
  {
    pattern: '/learn/help',
    screen: lazy('patient', async () => (await import('./screens/learn')).MedicalHelp),
    for: 'member',
  },
  {
    pattern: '/learn/exercises',
    screen: lazy('patient', async () => (await import('./screens/learn')).Exercises),
    for: 'member',
  },
  {
    pattern: '/learn/condition/:slug',
    screen: lazy('patient', async () => (await import('./screens/learn')).ConditionPage),
    for: 'member',
  },
  {
    pattern: '/learn/exercise/:slug',
    screen: lazy('patient', async () => (await import('./screens/learn')).ExercisePage),
    for: 'member',
  },
  {
    pattern: '/learn/card/:slug',
    screen: lazy('patient', async () => (await import('./screens/learn')).CardPage),
    for: 'member',
  },
  {
    pattern: '/settings',
    screen: lazy('late', async () => (await import('./screens/settings')).Settings),
    for: 'member',
  },
  {
    pattern: '/settings/exercises',
    screen: lazy('patient', async () => (await import('./screens/own-plan')).OwnPlan),
    for: 'member',
  },
  {
    pattern: '/settings/reminders',
    screen: lazy('late', async () => (await import('./screens/reminders')).Reminders),
    for: 'member',
  },
  {
    pattern: '/summaries',
    screen: lazy('patient', async () => (await import('./screens/summaries')).Summaries),
    for: 'member',
  },
  {
    pattern: '/summaries/:week',
    screen: lazy('patient', async () => (await import('./screens/summaries')).Summary),
    for: 'member',
  },
  {
    pattern: '/welcome',
    screen: lazy('patient', async () => (await import('./screens/welcome')).Welcome),
    for: 'member',
    task: true,
  },
  {
    pattern: '/caseload',
    screen: lazy('staff', async () => (await import('./screens/caseload')).Caseload),
    for: 'staff',
  },
  {
    pattern: '/patients/:id',
    screen: lazy('staff', async () => (await import('./screens/patient')).Patient),
    for: 'staff',
  },
  {
    pattern: '/patients/:id/prescribe',
    screen: lazy('staff', async () => (await import('./screens/prescribe')).Prescribe),
    for: 'staff',
    task: true,
  },
  {
    pattern: '/patients/:id/prescribe/:assignment',
    screen: lazy('staff', async () => (await import('./screens/prescribe')).Change),
    for: 'staff',
    task: true,
  },
  {
    pattern: '/invite-patient',
    screen: lazy('staff', async () => (await import('./screens/invite')).Invite),
    for: 'staff',
  },
  {
    pattern: '/clinic',
    screen: lazy('staff', async () => (await import('./screens/clinic')).Clinic),
    for: 'manager',
  },
  {
    pattern: '/clinic/:clinic/details',
    screen: lazy('staff', async () => (await import('./screens/clinic/details')).Details),
    for: 'manager',
  },
  {
    pattern: '/join',
    screen: lazy('staff', async () => (await import('./screens/join')).Join),
    for: 'member',
    task: true,
  },
  {
    pattern: '/join/:token',
    screen: lazy('staff', async () => (await import('./screens/join')).JoinLink),
    for: 'anyone',
    task: true,
  },
  { pattern: '/signin', screen: signIn, for: 'anyone', task: true },
  {
    pattern: '/invite/:token',
    screen: lazy('core', async () => (await import('./screens/signin/invitation')).Invitation),
    for: 'anyone',
    task: true,
  },
]

export const SIGN_IN: Route = { pattern: '/signin', screen: signIn, for: 'anyone', task: true }
