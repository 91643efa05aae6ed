import { computed, signal } from '@preact/signals'
import { Problem } from '../../api/errors'
import { type Advice, type Circumstances, isRest, NOTHING, USUAL_ZONES } from '../../domain/advice'
import { adviceOfDay, standingAdvice, warningOn } from '../../domain/adviceOfDay'
import { addDays } from '../../domain/clock'
import { dayOf, type Entry } from '../../domain/entry'
import { saveOwnLift } from '../../store/plan'
import { go } from '../router'
import { today } from './clock'
import { entries, entryOf, plan } from './diary'
import { sending, sendNow } from './sending'
import { api } from './server'
import { inClinic, me, store } from './session'

const MAYBE = ['yes', 'unsure']

/** What is known of this patient that decides what to do: zones and risk answers. */
export const circumstances = computed<Circumstances>(() => {
  const { diabetes, loss_of_feeling, poor_circulation } = me.value?.patient?.risk ?? {}
  const answered = [diabetes, loss_of_feeling].some((answer) => MAYBE.includes(answer ?? ''))
  return {
    zones: plan.value?.zones ?? USUAL_ZONES,
    mayFeelLess: answered || plan.value?.may_feel_less === true,
    poorCirculation: poor_circulation === 'yes',
  }
})

/** A warning sign that rests the plan today, or null. */
export const warning = computed(() =>
  warningOn(today.value, {
    plan: plan.value,
    diary: entries.value,
    of: circumstances.value,
    syncedAt: sending.value.lastSyncAt,
    alone: !inClinic.value,
  }),
)

/** What is said while the plan rests after a warning sign. */
export const heldAdvice: Advice = { ...NOTHING, level: 'help', because: 'warning_sign' }

/** When a professional's look was last told, ISO 8601, or null. */
const liftedAt = computed(() => plan.value?.warning_lifted_at ?? null)

/** What holds after all that was written today. */
export const todaysAdvice = computed(() =>
  adviceOfDay(entries.value, today.value, circumstances.value, liftedAt.value),
)

/** What an entry means while it stands. */
export const adviceOf = (entry: Entry): Advice =>
  standingAdvice(entry, entries.value, circumstances.value, liftedAt.value)

/** Whether no exercise may be offered now. */
export const mustRest = computed(() => warning.value !== null || isRest(todaysAdvice.value.advice))

/** Where it stands what to do now. */
export const whatNowPath = computed(() => {
  const entry = warning.value ? warning.value.entry : todaysAdvice.value.entry
  return entry ? `/what-now/${entry.entry_id}` : '/what-now'
})

/** The clinic as it is called on screen, or null for one who uses Footing alone. */
export const clinicName = computed(
  () => plan.value?.help?.clinic ?? me.value?.patient?.episode?.clinic?.name ?? null,
)

/** The server rests nothing: the sign rested the plan on this phone only, and that ends here. */
async function noteOwnLift(problem: unknown): Promise<void> {
  const from = store.value
  if (!from || !(problem instanceof Problem) || problem.body.code !== 'not_held') throw problem
  await saveOwnLift(from, new Date())
}

/**
 * Tells the server that a professional has looked, and fetches the plan that goes on. What waits here is sent before, so that
 * the sign itself cannot arrive after its lift.
 *
 * @throws Offline without a network, and whatever the server answers
 */
export async function resumeOwnPlan(): Promise<void> {
  await sendNow()
  await api.resume().catch(noteOwnLift)
  await sendNow()
}

/** The entry that is being answered: it is on screen before the diary has been read again. */
const answered = signal<Entry | null>(null)

/** An entry by its id, as it was saved last. */
export function savedEntry(id: string | null): Entry | null {
  return answered.value?.entry_id === id ? answered.value : entryOf(id)
}

/** Whether an entry is young enough to say what to do now: of yesterday or later. */
const isFresh = (entry: Entry): boolean => dayOf(entry) >= addDays(today.value, -1)

/**
 * Answers what was just saved: with what to do now, the whole screen, where it cannot be answered with exercises.
 *
 * @param onward what to do where there is nothing to say
 */
export function answerTo(entry: Entry, onward: () => void, options: { replace?: boolean } = {}): void {
  const advice = adviceOf(entry)
  answered.value = entry
  if (isFresh(entry) && isRest(advice)) go(`/what-now/${entry.entry_id}`, options)
  else onward()
}
