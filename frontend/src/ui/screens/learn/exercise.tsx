import type { PlanExercise } from '../../../domain/plan'
import { Banner } from '../../parts/banner'
import { Card } from '../../parts/card'
import { HowTo } from '../../parts/how-to'
import { Screen } from '../../parts/screen'
import { useFetched } from '../../parts/use-fetched'
import type { Params } from '../../router'
import { plan, todaysPlan } from '../../state/diary'
import { library } from '../../state/server'
import { doseWords } from '../../words/dose'
import { Unfetched } from './unfetched'
import { t } from './words'

/** What an exercise's page says beyond what the plan's types promise. */
type Page = PlanExercise & { feel?: string; dosage_text?: string; numb_foot_caution?: boolean }

const KINDS = ['strength', 'stretch', 'balance', 'mobility', 'massage', 'care'] as const

function kindWords(kind: string): string {
  const known = KINDS.find((one) => one === kind)
  return known ? t(`learn.kind.${known}`) : ''
}

/** What the plan asks of this exercise today, in words; empty where it asks nothing. */
function ownDose(slug: string): string {
  const steps = todaysPlan.value?.assignments.flatMap(({ version }) => version.steps) ?? []
  const own = steps.find(({ exercise }) => exercise === slug)
  return own ? doseWords(own, true) : ''
}

function Body({ page }: { page: Page }) {
  return (
    <>
      <p class="lead">{page.summary}</p>
      {page.numb_foot_caution && (
        <Banner icon="alert" tone="attention">
          {t('exercise.numb')}
        </Banner>
      )}
      <HowTo exercise={page} foot={plan.value?.patient.foot ?? null} />
      {page.feel && (
        <Card title={t('exercise.feel')}>
          <p>{page.feel}</p>
        </Card>
      )}
      <Card title={t('exercise.dose')}>
        <p>{ownDose(page.slug) || page.dosage_text || doseWords(page.dosage, true)}</p>
      </Card>
      <p class="hint">{t('source', { source: page.source })}</p>
    </>
  )
}

/** One exercise: drawn, step by step, and how much of it. */
export function ExercisePage({ params }: { params: Params }) {
  const slug = params.slug ?? ''
  const kept: Page | null = plan.value?.exercises[slug] ?? null
  const { fetched, again } = useFetched<Page>(slug, () => library.exercise(slug), kept)
  const page = fetched.state === 'here' ? fetched.value : null
  return (
    <Screen title={page?.name ?? t('learn.title')} over={page ? kindWords(page.kind) : ''} backTo="/learn">
      {page ? <Body page={page} /> : <Unfetched fetched={fetched} onAgain={again} />}
    </Screen>
  )
}
