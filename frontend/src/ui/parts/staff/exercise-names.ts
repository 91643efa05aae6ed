import type { OfferedExercise } from '../../../api/prescribing'
import { therapist } from '../../state/therapist'
import { useLoading } from './use-loading'

/** "toe-curls" as "Toe curls": for an exercise that was retired or is not known yet. */
const spoken = (slug: string) => slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ')

/** Every exercise that can be prescribed, and the name of any. */
export function useExercises() {
  const { found, trouble, reload } = useLoading('exercises', () => therapist.exercises())
  const bySlug = new Map<string, OfferedExercise>(found?.results.map((one) => [one.slug, one]))
  const nameOf = (slug: string) => bySlug.get(slug)?.name ?? spoken(slug)
  return { list: found?.results ?? null, bySlug, nameOf, trouble, reload }
}
