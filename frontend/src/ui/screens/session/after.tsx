import { setsOf } from '../../../domain/plan'
import type { SessionDraft } from '../../../domain/session'
import { Banner } from '../../parts/banner'
import { ButtonLink } from '../../parts/button'
import { EntryStateLine } from '../../parts/entry-state'
import { Icon } from '../../parts/icon'
import { later } from '../../parts/later'
import { Screen } from '../../parts/screen'
import { plan } from '../../state/diary'
import { cautionFor, praiseFor, type Told } from './encourage'
import { t } from './words'

/** The good moment: the first session is done, and it was meant to be done again. */
const Offer = later(async () => (await import('../reminders/offer')).Offer)

const USUAL_ZONES = { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true }

export interface Saved {
  readonly entryId: string
  readonly draft: SessionDraft
}

function praise(draft: SessionDraft): string {
  const done = draft.steps.reduce((sum, step) => sum + step.sets.length, 0)
  const planned = draft.steps.reduce((sum, step) => sum + setsOf(step.step), 0)
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

/** What was saved, where it is now, and one honest sentence about it. */
export function After({ saved }: { saved: Saved }) {
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
      <p class="lead">{praise(saved.draft)}</p>
      <Word about={saved.draft} />
      <EntryStateLine entryId={saved.entryId} />
      <Offer isGoodMoment />
    </Screen>
  )
}
