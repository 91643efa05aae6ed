import { type Loss, missingOf, type Unsent } from '../../domain/loss'
import { entries, ready } from '../state/diary'
import { loss, putLossAway } from '../state/loss'
import { sending } from '../state/sending'
import { standing } from '../state/session'
import { t } from '../words'
import { dayAndMonth, listed } from '../words/dates'
import { Banner } from './banner'
import { Button } from './button'

const entryWords = ({ kind, on }: Unsent): string =>
  t('loss.entry', { kind: t(`loss.kind.${kind}`), day: dayAndMonth(on) })

/** Who may be looking is not known yet: how many, but not what. */
function Out({ lost }: { lost: Loss }) {
  const count = lost.unsent.length
  return (
    <Banner icon="alert" tone="attention" urgent>
      <b>{t('loss.title')}</b> {t('loss.out')} {count > 0 && t('loss.out.unsent', { count })}
    </Banner>
  )
}

/** What is missing once all that can be fetched is here again. */
function Missing({ lost }: { lost: Loss }) {
  const missing = missingOf(lost, new Set(entries.value.map(({ entry_id }) => entry_id)))
  if (missing.length === 0 && !lost.draft_on) return <>{t('loss.none')}</>
  return (
    <>
      {missing.length > 0 && t('loss.missing', { entries: listed(missing.map(entryWords)) })}{' '}
      {lost.draft_on && t('loss.draft', { day: dayAndMonth(lost.draft_on) })}
    </>
  )
}

function In({ lost }: { lost: Loss }) {
  const { lastSyncAt, filling } = sending.value
  const isFetched = ready.value && lastSyncAt !== null && !filling
  const action = isFetched && (
    <Button kind="quiet" onClick={() => void putLossAway()}>
      {t('loss.action')}
    </Button>
  )
  return (
    <Banner icon="alert" tone="attention" urgent action={action}>
      <b>{t('loss.title')}</b> {t(isFetched ? 'loss.fetched' : 'loss.fetching')}{' '}
      {isFetched && <Missing lost={lost} />}
    </Banner>
  )
}

/** Said above the screen when the browser lost what was kept: what is safe, what is fetched again, and what is not. */
export function LossNotice({ quiet }: { quiet: boolean }) {
  const lost = loss.value
  if (!lost || standing.value === 'starting') return null
  if (standing.value === 'out') return <Out lost={lost} />
  return quiet ? null : <In lost={lost} />
}
