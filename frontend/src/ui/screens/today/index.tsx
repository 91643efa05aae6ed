import { localTime } from '../../../domain/clock'
import type { Today as TodaysPlan } from '../../../domain/today'
import { ButtonLink } from '../../parts/button'
import { later } from '../../parts/later'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { mustRest, warning } from '../../state/advice'
import { now, today, zone } from '../../state/clock'
import { draft, morningAfter, plan, ready, todaysPlan } from '../../state/diary'
import { me } from '../../state/session'
import { t } from '../../words'
import { longDay } from '../../words/dates'
import { AdviceCard, WhatNowLink } from './advice-card'
import { Exercises } from './exercises'
import { FootCheckCard } from './foot-check'
import { NextMorningCard } from './next-morning'
import { OutboxLine } from './outbox'
import { PainCard } from './pain-card'
import { AskIntake, FirstTime, Held, RestOrEmpty } from './quiet-days'
import { YesterdayCard } from './yesterday'
import './today.css'

const SETTLED_MS = 1500
const News = later('late', async () => (await import('./news')).News, SETTLED_MS)

const NOON = 12
const EVENING = 18

function greeting(): string {
  const hour = Number(localTime(now.value, zone.value).slice(0, 2))
  const part = hour < NOON ? 'morning' : hour < EVENING ? 'day' : 'evening'
  const name = me.value?.name.split(' ')[0]
  return name ? t(`today.hello.${part}`, { name }) : t(`today.hello.${part}.plain`)
}

/** What the thumb leads to: the session in progress, else the first routine that is not done. */
function mainTask(of: TodaysPlan | null): { href: string; label: string } | null {
  const open = draft.value
  if (open) return { href: `/session/${open.assignment_id}`, label: t('today.exercises.go.on') }
  const next = of?.assignments.find(({ left }) => left > 0)
  return next ? { href: `/session/${next.assignment.id}`, label: t('today.exercises.start') } : null
}

function MainLink({ href, label }: { href: string; label: string }) {
  return (
    <ButtonLink kind="main" icon="play" wide href={href}>
      {label}
    </ButtonLink>
  )
}

function Plan({ of }: { of: TodaysPlan }) {
  if (warning.value) return null
  if (of.held.length > 0 && of.assignments.length === 0) return <Held today={of} />
  if (of.assignments.length === 0) return <RestOrEmpty />
  return (
    <>
      {of.assignments.map((it) => (
        <Exercises key={it.assignment.id} of={it} />
      ))}
    </>
  )
}

/** The day at one look: how the foot is, what is to be done, what waits to be sent. */
export function Today() {
  if (!ready.value) return <Loading />
  const of = todaysPlan.value
  const main = mustRest.value ? null : mainTask(of)
  const foot = mustRest.value ? <WhatNowLink /> : main && <MainLink {...main} />
  return (
    <Screen title={greeting()} over={longDay(today.value)} foot={foot}>
      <AdviceCard />
      <OutboxLine />
      <AskIntake />
      {morningAfter.value ? (
        <NextMorningCard key={morningAfter.value.entry_id} of={morningAfter.value} />
      ) : (
        <PainCard />
      )}
      {of ? <Plan of={of} /> : <FirstTime />}
      {plan.value && <FootCheckCard />}
      <YesterdayCard />
      {of && <News />}
    </Screen>
  )
}
