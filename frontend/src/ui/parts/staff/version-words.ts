import type { Prescribed } from '../../../api/answers'
import type { AssignmentVersion, PlanStep } from '../../../domain/plan'
import { doseWords } from '../../words/dose'
import { scheduleWords } from './plan-words'
import { t } from './words'

type NameOf = (slug: string) => string

/** The versions in the order in which they take over. */
export const inOrder = (versions: readonly AssignmentVersion[]): AssignmentVersion[] =>
  [...versions].sort((a, b) => a.valid_from.localeCompare(b.valid_from) || a.version - b.version)

/** The versions that are to take over from the one that is shown, soonest first. */
export function versionsToCome({ versions, version }: Pick<Prescribed, 'versions' | 'version'>) {
  const ordered = inOrder(versions)
  return ordered.slice(ordered.findIndex((one) => one.version === version) + 1)
}

function stepChanges(before: readonly PlanStep[], after: readonly PlanStep[], nameOf: NameOf): string[] {
  const left = [...before]
  const said: string[] = []
  for (const step of after) {
    const at = left.findIndex(({ exercise }) => exercise === step.exercise)
    const old = at < 0 ? undefined : left.splice(at, 1)[0]
    const name = nameOf(step.exercise)
    if (!old) said.push(t('version.added', { name, dose: doseWords(step) }))
    else if (doseWords(old, true) !== doseWords(step, true))
      said.push(t('version.dose', { name, before: doseWords(old, true), after: doseWords(step, true) }))
    else if (old.note !== step.note) said.push(t('version.step.note', { name }))
  }
  return [...said, ...left.map(({ exercise }) => t('version.removed', { name: nameOf(exercise) }))]
}

/** What a version changes of the one before it, a sentence each. */
export function changesOf(before: AssignmentVersion, after: AssignmentVersion, nameOf: NameOf): string[] {
  const said = stepChanges(before.steps, after.steps, nameOf)
  if (scheduleWords(before) !== scheduleWords(after))
    said.push(t('version.schedule', { before: scheduleWords(before), after: scheduleWords(after) }))
  if (before.note !== after.note) said.push(t(after.note ? 'version.note' : 'version.note.gone'))
  return said.length > 0 ? said : [t('version.nothing')]
}
