import type { LocalDate, Weekday } from '../domain/clock'
import type { Change, DataOf, ServerEntry, Verdict, WrittenKind } from '../domain/entry'
import type { Moment } from '../domain/pain'
import type { Me } from '../domain/person'
import type { AssignmentVersion, Plan } from '../domain/plan'
import type { NewRule, Rule } from '../domain/reminder'
import type { Narrowed, Page, Schemas, With } from './contract'

/**
 * Where the domain knows more than the contract says (a weekday is 1 to 7, not any number), an answer changes its type here
 * and nowhere else. The contract is held all the same: a field that it does not have, may leave empty, or gives another type,
 * does not compile.
 */

const as =
  <N, W>() =>
  (told: W) =>
    told as unknown as Narrowed<N, W>

type Days = { days: Weekday[] }

export const asMe: (told: Schemas['MeOut']) => Me = as<Me, Schemas['MeOut']>()
export const asPlan: (told: Schemas['PlanOut']) => Plan = as<Plan, Schemas['PlanOut']>()

/** All rules, and what is proposed to a patient who has none. */
export interface Rules {
  results: Rule[]
  proposed: NewRule[]
}

export const asRule: (told: Schemas['ReminderOut']) => Rule = as<Rule, Schemas['ReminderOut']>()
export const asRules: (told: Schemas['RemindersOut']) => Rules = as<Rules, Schemas['RemindersOut']>()

/** How a person wants to be spoken to. Local times `HH:MM`; `paused_until` is the first day that speaks again. */
export type NotificationSettings = With<Schemas['SettingsOut'], { weekly_day: Weekday }>

export const asSettings: (told: Schemas['SettingsOut']) => NotificationSettings = as<
  NotificationSettings,
  Schemas['SettingsOut']
>()

export type Routine = With<Schemas['RoutineOut'], Days>

export const asRoutine: (told: Schemas['RoutineOut']) => Routine = as<Routine, Schemas['RoutineOut']>()
export const asRoutines: (told: Page<Schemas['RoutineOut']>) => Page<Routine> = as<
  Page<Routine>,
  Page<Schemas['RoutineOut']>
>()

/** An assignment with where it stands on the patient's local date, and the version to show. */
export type Prescribed = With<Schemas['AssignmentOut'], Days & { versions: AssignmentVersion[] }>

export const asPrescribed: (told: Schemas['AssignmentOut']) => Prescribed = as<
  Prescribed,
  Schemas['AssignmentOut']
>()
export const asPrescribedPage: (told: Page<Schemas['AssignmentOut']>) => Page<Prescribed> = as<
  Page<Prescribed>,
  Page<Schemas['AssignmentOut']>
>()

/** One day of a patient's progress. Planned and done are sets; only `counted` days are in a sum; `pending` is today. */
export type ProgressDay = With<
  Schemas['CourseDayOut'],
  { pain: Partial<Record<Moment, Schemas['ScoresOut']>> }
>
export type Progress = With<Schemas['CourseOut'], { days: ProgressDay[] }>

export const asProgress: (told: Schemas['CourseOut']) => Progress = as<Progress, Schemas['CourseOut']>()

/** An invitation of one's own with its link for a screen: whoever opens it needs a code from the invited mailbox. */
export type SentInvitation = Schemas['InvitationOut'] & {
  email: string
  name: string
  link: string
  qr_svg_url: string
}

/** To whom sends it, the answer keeps nothing back that may be null in a list. */
export const asSentInvitation = (told: Schemas['SentInvitationOut']) => told as SentInvitation

/** An entry of a patient's diary as their therapist reads it. */
export type DiaryEntry = ServerEntry & { local_date: LocalDate; skewed: boolean }

/** What an entry holds is judged when it is shown (`domain/shown`), because any program may have written it. */
type Envelope = Narrowed<Omit<DiaryEntry, 'data'>, Schemas['EntryOut']>

const asEntry = (told: Schemas['EntryOut']): DiaryEntry => {
  const envelope: Omit<DiaryEntry, 'data'> = told as unknown as Envelope
  return envelope as DiaryEntry
}

export const asDiary = (told: Page<Schemas['EntryOut']>): Page<DiaryEntry> => ({
  ...told,
  results: told.results.map(asEntry),
})

export const asPulled = (told: Schemas['PulledOut']) => ({ ...told, entries: told.entries.map(asEntry) })

/** A change whose id the server could not read has no verdict that we could tell apart. Ours always have one. */
const isNamed = (told: Schemas['VerdictOut']): told is Schemas['VerdictOut'] & Verdict =>
  told.change_id !== null && told.entry_id !== null

export const asPushed = (told: Schemas['AnswerOut']) => ({ ...told, verdicts: told.verdicts.filter(isNamed) })

interface Outgoing {
  device_id: string
  epoch: string | null
  changes: Change[]
}

type SentChange = With<Change, { kind: WrittenKind; data: DataOf[WrittenKind] }>

/** Only kinds that are written here are ever sent, though an entry that is read may be of another. */
export const asSent = ({ changes, ...push }: Outgoing): Schemas['ChangesInRequest'] => ({
  ...push,
  changes: changes as SentChange[],
})
