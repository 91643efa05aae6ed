import type { ComponentChildren } from 'preact'
import { type Advice, isRest } from '../../../domain/advice'
import type { Entry } from '../../../domain/entry'
import { setsOf } from '../../../domain/plan'
import type { SessionData } from '../../../domain/session'
import { AdviceBody } from '../../parts/advice/advice-body'
import { adviceTitle } from '../../parts/advice/advice-words'
import { Banner } from '../../parts/banner'
import { ButtonLink } from '../../parts/button'
import { EntryStateLine } from '../../parts/entry-state'
import { Icon } from '../../parts/icon'
import { later } from '../../parts/later'
import { Screen } from '../../parts/screen'
import { adviceOf } from '../../state/advice'
import { inClinic } from '../../state/session'
import { knownSteps } from '../../state/steps'
import { praiseFor } from './encourage'
import { t } from './words'

/** The good moment: the first session is done, and it was meant to be done again. */
const Offer = later('late', async () => (await import('../reminders/offer')).Offer)

function praise({ steps }: SessionData): string {
  const done = steps.reduce((sum, step) => sum + step.sets.length, 0)
  const planned = steps.reduce((sum, { step_id, sets }) => {
    const step = knownSteps.value.get(step_id)
    return sum + (step ? setsOf(step) : sets.length)
  }, 0)
  const which = praiseFor(done, planned)
  if (which !== 'part') return t(`session.done.${which}`)
  const hasSides = steps.some(({ step_id }) => knownSteps.value.get(step_id)?.side === 'each')
  return t(hasSides ? 'session.done.part.sides' : 'session.done.part', { done, planned })
}

function Word({ because }: Advice) {
  if (because !== 'rise') return <p>{t('session.done.morning')}</p>
  return (
    <Banner icon="alert" tone="attention">
      {t(inClinic.value ? 'session.done.sore' : 'session.done.sore.own')}
    </Banner>
  )
}

function Rest({ saved, advice, foot }: { saved: Entry<'session'>; advice: Advice; foot: ComponentChildren }) {
  return (
    <Screen title={adviceTitle(advice)} over={t('advice.session.saved')} foot={foot}>
      <AdviceBody advice={advice} entry={null} />
      <EntryStateLine entryId={saved.entry_id} />
    </Screen>
  )
}

/** Where a saved session is shown. The address names it, so that a reload shows it again and begins nothing. */
export function savedPath({ entry_id, data }: Entry<'session'>): string {
  return `/session/${data.assignment_id}?saved=${entry_id}`
}

/** What was saved, where it is now, and one honest sentence about it. */
export function After({ saved }: { saved: Entry<'session'> }) {
  const foot = (
    <ButtonLink kind="main" wide href="/">
      {t('session.done.home')}
    </ButtonLink>
  )
  const advice = adviceOf(saved)
  if (isRest(advice)) return <Rest saved={saved} advice={advice} foot={foot} />
  return (
    <Screen title={t('session.done.title')} foot={foot}>
      <p class="done-mark">
        <Icon name="check" size={32} />
      </p>
      <p class="lead">{praise(saved.data)}</p>
      <Word {...advice} />
      <EntryStateLine entryId={saved.entry_id} />
      <Offer isGoodMoment />
    </Screen>
  )
}
