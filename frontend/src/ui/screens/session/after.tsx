import type { Entry } from '../../../domain/entry'
import { setsOf } from '../../../domain/plan'
import type { SessionData } from '../../../domain/session'
import { Banner } from '../../parts/banner'
import { ButtonLink } from '../../parts/button'
import { EntryStateLine } from '../../parts/entry-state'
import { Icon } from '../../parts/icon'
import { later } from '../../parts/later'
import { Screen } from '../../parts/screen'
import { plan } from '../../state/diary'
import { knownSteps } from '../../state/steps'
import { cautionFor, praiseFor, type Told } from './encourage'
import { t } from './words'

/** The good moment: the first session is done, and it was meant to be done again. */
const Offer = later(async () => (await import('../reminders/offer')).Offer)

const USUAL_ZONES = { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true }

function praise({ steps }: SessionData): string {
  const done = steps.reduce((sum, step) => sum + step.sets.length, 0)
  const planned = steps.reduce((sum, { step_id, sets }) => {
    const step = knownSteps.value.get(step_id)
    return sum + (step ? setsOf(step) : sets.length)
  }, 0)
  const which = praiseFor(done, planned)
  return which === 'part' ? t('session.done.part', { done, planned }) : t(`session.done.${which}`)
}

function Word({ about }: { about: Told }) {
  const caution = cautionFor(about, plan.value?.zones ?? USUAL_ZONES)
  if (!caution) return <p>{t('session.done.morning')}</p>
  return (
    <Banner icon="alert" tone="attention">
      {t(`session.done.${caution}`)}
    </Banner>
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
  return (
    <Screen title={t('session.done.title')} foot={foot}>
      <p class="done-mark">
        <Icon name="check" size={32} />
      </p>
      <p class="lead">{praise(saved.data)}</p>
      <Word about={saved.data} />
      <EntryStateLine entryId={saved.entry_id} />
      <Offer isGoodMoment />
    </Screen>
  )
}
