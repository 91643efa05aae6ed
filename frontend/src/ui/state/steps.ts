import { computed } from '@preact/signals'
import type { PlanStep } from '../../domain/plan'
import { plan } from './diary'

/** Every step of every version on this phone, by its id: sessions of the past name only the id. */
export const knownSteps = computed(() => {
  const steps =
    plan.value?.assignments.flatMap(({ versions }) => versions.flatMap((version) => version.steps)) ?? []
  return new Map<string, PlanStep>(steps.map((step) => [step.id, step]))
})

/** The name of the exercise of a step, or null where the plan on this phone no longer holds it. */
export function exerciseName(stepId: string): string | null {
  const slug = knownSteps.value.get(stepId)?.exercise
  return slug ? (plan.value?.exercises[slug]?.name ?? null) : null
}
