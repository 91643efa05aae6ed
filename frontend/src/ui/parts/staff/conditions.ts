import type { Foot } from '../../../api/record'
import { therapist } from '../../state/therapist'
import { useLoading } from './use-loading'
import { t } from './words'

/** The conditions' names by slug; a slug still stands for itself until they are known. */
export function useConditions() {
  const { found, reload } = useLoading('conditions', therapist.conditions)
  const names = new Map(found?.results.map(({ slug, name }) => [slug, name]))
  const nameOf = (slug: string) => names.get(slug) ?? slug.replaceAll('-', ' ')
  return { list: found?.results ?? [], isLoaded: found !== null, nameOf, reload }
}

/** "Morton's neuroma · left foot" */
export function careWords(condition: string | null, foot: Foot | null): string {
  return [condition, foot && t(`foot.${foot}`)].filter(Boolean).join(' · ')
}
