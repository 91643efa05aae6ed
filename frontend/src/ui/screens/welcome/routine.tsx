import { useState } from 'preact/hooks'
import { Problem } from '../../../api/errors'
import type { ConditionPage, StarterRoutine } from '../../../api/library'
import type { PlanCondition } from '../../../domain/plan'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { useFetched } from '../../parts/use-fetched'
import { account, library } from '../../state/server'
import { doseWords } from '../../words/dose'
import { t } from './words'

const UNKNOWN = 'unknown'
const WEEK = 7
/** The server asks for a therapist before this person may exercise. */
const NEEDS_THERAPIST = [400, 403, 409]

function whenWords({ days, times_per_day }: StarterRoutine): string {
  const often =
    days.length === WEEK ? t('welcome.routine.daily') : t('welcome.routine.days', { count: days.length })
  return t('welcome.routine.when', {
    days: often,
    times: t('welcome.routine.times', { count: times_per_day }),
  })
}

function nameOf(slug: string, names: ReadonlyMap<string, string>): string {
  return names.get(slug) ?? slug
}

function Steps({ routine }: { routine: StarterRoutine }) {
  const { fetched } = useFetched('names', async () => {
    const { results } = await library.exercises()
    return new Map(results.map(({ slug, name }) => [slug, name]))
  })
  const names = fetched.state === 'here' ? fetched.value : new Map<string, string>()
  return (
    <ul class="rows">
      {routine.steps.map((step) => (
        <li key={step.exercise} class="row">
          <span class="row-words">
            <b>{nameOf(step.exercise, names)}</b>
            <span class="hint">{doseWords(step)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The starter routine of the condition that was chosen: seen first, then taken. */
function Offer({
  slug,
  onBack,
  onTaken,
  onRisk,
}: {
  slug: string
  onBack: () => void
  onTaken: () => Promise<void>
  onRisk: () => void
}) {
  const { fetched, again } = useFetched<ConditionPage>(slug, () => library.condition(slug))
  const { ask, asking, problem } = useAsking(async () => {
    try {
      await account.takeStarter(slug)
    } catch (error) {
      if (!(error instanceof Problem) || !NEEDS_THERAPIST.includes(error.status)) throw error
      onRisk()
      return null
    }
    await onTaken()
    return null
  })
  if (fetched.state === 'loading') return <Loading />
  const routine = fetched.state === 'here' ? fetched.value.starter_routine : null
  const foot = routine ? (
    <Button kind="main" wide disabled={asking} onClick={ask}>
      {t('welcome.routine.take')}
    </Button>
  ) : (
    <Button kind="main" wide onClick={again}>
      {t('try.again')}
    </Button>
  )
  return (
    <Screen title={t('welcome.routine.title')} onBack={onBack} foot={foot}>
      <ProblemLine words={problem} />
      {routine ? (
        <>
          <Card title={routine.name}>
            <p>{routine.summary}</p>
            <p class="hint">{whenWords(routine)}</p>
            <Steps routine={routine} />
          </Card>
          <Banner icon="help">{t('welcome.routine.stop')}</Banner>
        </>
      ) : (
        <p>{t('welcome.routine.offline')}</p>
      )}
    </Screen>
  )
}

/** Whose answers ask for a therapist, or who does not know the cause yet. */
export function DoctorFirst({ words }: { words: string }) {
  const foot = (
    <ButtonLink kind="main" wide href="/">
      {t('welcome.doctor.home')}
    </ButtonLink>
  )
  return (
    <Screen title={t('welcome.doctor.title')} foot={foot}>
      <Banner icon="alert" tone="attention">
        {words}
      </Banner>
      <p>{t('welcome.doctor.can')}</p>
      <ButtonLink href="/learn/help">{t('today.held.help')}</ButtonLink>
    </Screen>
  )
}

/** Which condition it is, and its starter routine. */
export function ChooseRoutine({ onBack, onTaken }: { onBack: () => void; onTaken: () => Promise<void> }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [shown, setShown] = useState<'list' | 'offer' | 'risk' | 'unknown'>('list')
  const { fetched, again } = useFetched<PlanCondition[]>(
    'conditions',
    async () => (await library.conditions()).results,
  )
  if (shown === 'risk') return <DoctorFirst words={t('welcome.doctor.words')} />
  if (shown === 'unknown') return <DoctorFirst words={t('welcome.condition.none.words')} />
  if (shown === 'offer' && chosen) {
    return (
      <Offer
        slug={chosen}
        onBack={() => setShown('list')}
        onTaken={onTaken}
        onRisk={() => setShown('risk')}
      />
    )
  }
  const known = fetched.state === 'here' ? fetched.value : []
  const options = [
    ...known.map(({ slug, name, summary }) => ({
      value: slug,
      label: name,
      ...(typeof summary === 'string' && { hint: summary }),
    })),
    { value: UNKNOWN, label: t('welcome.condition.none') },
  ]
  const foot = (
    <Button
      kind="main"
      wide
      disabled={chosen === null}
      onClick={() => setShown(chosen === UNKNOWN ? 'unknown' : 'offer')}
    >
      {t('next')}
    </Button>
  )
  return (
    <Screen title={t('welcome.condition')} onBack={onBack} foot={foot}>
      {fetched.state === 'failed' && (
        <>
          <ProblemLine words={fetched.words} />
          <Button onClick={again}>{t('try.again')}</Button>
        </>
      )}
      <p>{t('welcome.condition.hint')}</p>
      <OneOf
        legend={t('welcome.condition')}
        legendUnseen
        look="list"
        options={options}
        value={chosen}
        onChange={setChosen}
      />
    </Screen>
  )
}
