import type { WeeklySummary } from '../../../api/summaries'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { later } from '../../parts/later'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useFetched } from '../../parts/use-fetched'
import { type Params, place } from '../../router'
import { isPatient } from '../../state/session'
import { dayAndMonth, yearOf } from '../../words/dates'
import { weekPath } from '../../words/week'
import { Pain } from './pain'
import { Sessions } from './sessions'
import { allWeeks, oneWeek } from './weeks'
import { t } from './words'
import './summaries.css'

const Caseload = later('staff', async () => (await import('./caseload')).Caseload)

const titleOf = ({ from_on, to_on }: WeeklySummary): string =>
  t('week.title', { from: dayAndMonth(from_on), to: dayAndMonth(to_on) })

/** Said of what the phone has kept, while the server cannot be asked. */
function Kept() {
  return <Banner icon="offline">{t('weeks.kept')}</Banner>
}

function Failed({ words, onAgain }: { words: string; onAgain: () => void }) {
  return (
    <>
      <ProblemLine words={words} />
      <Button onClick={onAgain}>{t('try.again')}</Button>
    </>
  )
}

function Row({ of }: { of: WeeklySummary }) {
  return (
    <a class="row" href={weekPath(of)}>
      <span class="row-words">
        <b>{titleOf(of)}</b>
        <span class="hint">{of.sentences[0]}</span>
      </span>
      <Icon name="forward" />
    </a>
  )
}

function Weeks({ weeks }: { weeks: readonly WeeklySummary[] }) {
  if (weeks.length === 0) return <p>{t(isPatient.value ? 'weeks.none' : 'weeks.none.staff')}</p>
  return (
    <Card>
      <ul class="rows">
        {weeks.map((week) => (
          <li key={week.to_on + week.kind}>
            <Row of={week} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** All weeks that were summed up, the latest first. */
export function Summaries() {
  const { fetched, again } = useFetched('weeks', () => allWeeks())
  return (
    <Screen title={t('weeks.title')} backTo={isPatient.value ? '/progress' : '/caseload'}>
      {fetched.state === 'loading' && <Loading />}
      {fetched.state === 'failed' && <Failed words={fetched.words} onAgain={again} />}
      {fetched.state === 'here' && fetched.value.isKept && <Kept />}
      {fetched.state === 'here' && <Weeks weeks={fetched.value.it} />}
      <div class="stack-close">
        <p class="hint">{t('weeks.off')}</p>
        <div class="button-row">
          <ButtonLink kind="quiet" href="/settings/reminders">
            {t('weeks.settings')}
          </ButtonLink>
        </div>
      </div>
    </Screen>
  )
}

function Words({ sentences }: { sentences: readonly string[] }) {
  const [first, ...others] = sentences
  return (
    <Card>
      <p class="lead">{first}</p>
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Card>
  )
}

function Week({ of }: { of: WeeklySummary }) {
  return (
    <>
      {of.changed_since_sent && <Banner icon="again">{t('week.changed')}</Banner>}
      <Words sentences={of.sentences} />
      {of.sessions && of.sessions.planned > 0 && <Sessions of={of.sessions} />}
      {of.pain && <Pain of={of.pain} />}
      {of.caseload && <Caseload lines={of.caseload.lines} />}
    </>
  )
}

/** One week: in plain words first, then its numbers drawn. */
export function Summary({ params }: { params: Params }) {
  const name = params.week ?? ''
  const kind = place.value.query.get('kind') ?? ''
  const { fetched, again } = useFetched(name + kind, () => oneWeek(name, kind))
  if (fetched.state === 'loading') return <Loading />
  if (fetched.state === 'missing') {
    return (
      <Screen title={t('week.missing.title')} backTo="/summaries">
        <p>{t('week.missing.words')}</p>
      </Screen>
    )
  }
  if (fetched.state === 'failed') {
    return (
      <Screen title={t('weeks.title')} backTo="/summaries">
        <Failed words={fetched.words} onAgain={again} />
      </Screen>
    )
  }
  const { it: week, isKept } = fetched.value
  const over = t(week.kind === 'digest' ? 'week.over.staff' : 'week.over')
  return (
    <Screen title={titleOf(week)} over={`${over} · ${yearOf(week.to_on)}`} backTo="/summaries">
      {isKept && <Kept />}
      <Week of={week} />
    </Screen>
  )
}
