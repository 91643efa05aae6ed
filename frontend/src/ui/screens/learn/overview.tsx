import type { PlanCondition } from '../../../domain/plan'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { Screen } from '../../parts/screen'
import { useFetched } from '../../parts/use-fetched'
import { plan } from '../../state/diary'
import { library } from '../../state/server'
import { isPatient } from '../../state/session'
import { Rows } from './rows'
import { Unfetched } from './unfetched'
import { t } from './words'

function HelpRow() {
  return (
    <a class="card card-attention help-row" href="/learn/help">
      <Icon name="help" />
      <span class="row-words">
        <b>{t('learn.help.row')}</b>
        <span>{t('learn.help.row.hint')}</span>
      </span>
      <Icon name="forward" />
    </a>
  )
}

function OwnExercises() {
  const own = Object.values(plan.value?.exercises ?? {})
  const rows = own.map(({ slug, name, summary }) => ({
    href: `/learn/exercise/${slug}`,
    title: name,
    hint: summary,
  }))
  return (
    <Card title={t('learn.exercises')}>
      <Rows rows={rows} />
      <a href="/learn/exercises">{t('learn.exercises.more')}</a>
    </Card>
  )
}

function Conditions() {
  const kept = plan.value?.conditions ?? null
  const fetchAll = async () => (await library.conditions()).results
  const { fetched, again } = useFetched<PlanCondition[]>('conditions', fetchAll, kept)
  const own = new Set(plan.value?.assignments.map(({ condition }) => condition))
  if (fetched.state !== 'here') return <Unfetched fetched={fetched} onAgain={again} />
  const rows = fetched.value.map(({ slug, name }) => ({
    href: `/learn/condition/${slug}`,
    title: name,
    ...(own.has(slug) && { badge: t('learn.yours') }),
  }))
  return (
    <Card title={t('learn.conditions')}>
      <Rows rows={rows} />
    </Card>
  )
}

function Cards() {
  const rows = (plan.value?.care_cards ?? []).map(({ slug, title }) => ({
    href: `/learn/card/${slug}`,
    title,
  }))
  if (rows.length === 0) return null
  return (
    <Card title={t('learn.cards')}>
      <Rows rows={rows} />
    </Card>
  )
}

/** All there is to read. The patient's own part is on this phone; the rest comes from the network. */
export function Learn() {
  return (
    <Screen title={t('learn.title')}>
      <HelpRow />
      {isPatient.value && plan.value && Object.keys(plan.value.exercises).length > 0 ? (
        <OwnExercises />
      ) : (
        <Card title={t('learn.exercises.all')}>
          <a href="/learn/exercises">{t('learn.exercises.more')}</a>
        </Card>
      )}
      <Conditions />
      <Cards />
    </Screen>
  )
}
