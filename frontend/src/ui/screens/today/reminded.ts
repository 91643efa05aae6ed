import { dayOf, isKind } from '../../../domain/entry'
import type { Reminded, ReminderKind } from '../../../domain/notice'
import { mustRest } from '../../state/advice'
import { now, today } from '../../state/clock'
import { entries, todaysPain, todaysPlan } from '../../state/diary'

const isDone: Record<ReminderKind, () => boolean> = {
  // While the exercises rest nothing reminds of them.
  exercise: () => mustRest.value || (todaysPlan.value?.assignments.every(({ left }) => left === 0) ?? false),
  pain: () => todaysPain.value.length > 0,
  foot_check: () =>
    entries.value.some(
      (entry) => isKind(entry, 'foot_check') && !entry.deleted && dayOf(entry) === today.value,
    ),
}

/** Whether a reminder still asks for something: not answered, not done, and not too late. */
export function isOpen({ action, kind, expires_at }: Reminded): boolean {
  const isLate = expires_at !== null && Date.parse(expires_at) <= now.value.getTime()
  return action === null && !isLate && !isDone[kind]()
}

/** Whether what was said to a reminder is worth a line: where the diary has the thing itself, that says it. */
export const isToldOf = ({ action, kind }: Reminded): boolean => action !== null && !isDone[kind]()
