import { useEffect } from 'preact/hooks'
import type { Loss } from '../../domain/loss'
import { ready } from '../state/diary'
import { loss, putLossAway } from '../state/loss'
import { sending } from '../state/sending'
import { t } from '../words'
import { dayAndMonth } from '../words/dates'
import { Banner } from './banner'
import { Button } from './button'

function PutBack({ entries, draft_on }: Loss) {
  return (
    <>
      {entries > 0 && t('loss.back', { count: entries })}{' '}
      {draft_on && t('loss.draft', { day: dayAndMonth(draft_on) })}
    </>
  )
}

function Told({ lost }: { lost: Loss }) {
  const { lastSyncAt, filling } = sending.value
  const isFetched = ready.value && lastSyncAt !== null && !filling
  const isOver = isFetched && lost.entries === 0 && !lost.draft_on
  useEffect(() => {
    if (isOver) void putLossAway()
  }, [isOver])
  if (isOver) return null
  const action = (
    <Button kind="quiet" onClick={() => void putLossAway()}>
      {t('loss.action')}
    </Button>
  )
  return (
    <Banner icon="alert" tone="attention" urgent action={action}>
      <b>{t('loss.title')}</b> <PutBack {...lost} /> {t(isFetched ? 'loss.fetched' : 'loss.fetching')}
    </Banner>
  )
}

/** Said above the screen when the browser lost what was kept: what was put back, and what is fetched again. */
export function LossNotice({ quiet }: { quiet: boolean }) {
  const lost = loss.value
  return lost && !quiet ? <Told lost={lost} /> : null
}
