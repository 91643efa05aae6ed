import type { ConditionPage as Page, WarningSign } from '../../../api/library'
import type { PlanCondition } from '../../../domain/plan'
import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { Screen } from '../../parts/screen'
import { useFetched } from '../../parts/use-fetched'
import type { Params } from '../../router'
import { plan } from '../../state/diary'
import { library } from '../../state/server'
import { Rows } from './rows'
import { Unfetched } from './unfetched'
import { t } from './words'

/** The plan holds the whole page of the patient's own condition, and only the names of the others. */
function isWhole(condition: PlanCondition | undefined): condition is Page {
  return Array.isArray(condition?.what_it_is)
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <Card title={title}>
      <ul class="bullets">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Card>
  )
}

function Signs({ title, signs, urgent }: { title: string; signs: readonly WarningSign[]; urgent?: boolean }) {
  if (signs.length === 0) return null
  return (
    <Card title={title} tone={urgent ? 'attention' : 'plain'}>
      <ul class="bullets">
        {signs.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      {urgent && <ButtonLink href="/learn/help">{t('learn.help.row')}</ButtonLink>}
    </Card>
  )
}

function Care({ slugs }: { slugs: readonly string[] }) {
  const cards = plan.value?.care_cards.filter(({ slug }) => slugs.includes(slug)) ?? []
  if (cards.length === 0) return null
  return (
    <Card title={t('condition.care')}>
      <Rows rows={cards.map(({ slug, title }) => ({ href: `/learn/card/${slug}`, title }))} />
    </Card>
  )
}

function Body({ page }: { page: Page }) {
  return (
    <>
      <p class="lead">{page.summary}</p>
      <Signs title={t('condition.flags')} signs={page.red_flags} urgent />
      <Lines title={t('condition.what')} lines={page.what_it_is} />
      <Lines title={t('condition.feels')} lines={page.how_it_feels} />
      <Lines title={t('condition.brings')} lines={page.brings_it_on} />
      {page.if_ignored && <Lines title={t('condition.ignored')} lines={[page.if_ignored]} />}
      <Signs title={t('condition.doctor')} signs={page.see_doctor} />
      <Care slugs={page.care} />
      <p class="hint">{page.support_note}</p>
      <p class="hint">{t('source', { source: page.source })}</p>
    </>
  )
}

/** One foot problem: what it is, how it feels, what brings it on, and when to see a doctor. */
export function ConditionPage({ params }: { params: Params }) {
  const slug = params.slug ?? ''
  const known = plan.value?.conditions.find((condition) => condition.slug === slug)
  const kept = isWhole(known) ? known : null
  const { fetched, again } = useFetched(slug, () => library.condition(slug), kept)
  const title = fetched.state === 'here' ? fetched.value.name : (known?.name ?? t('learn.title'))
  return (
    <Screen title={title} backTo="/learn">
      {fetched.state === 'here' ? (
        <Body page={fetched.value} />
      ) : (
        <Unfetched fetched={fetched} onAgain={again} />
      )}
    </Screen>
  )
}
