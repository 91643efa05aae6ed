import { useState } from 'preact/hooks'
import { localDate } from '../../../domain/clock'
import type { SessionDraft } from '../../../domain/session'
import { Button } from '../../parts/button'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { Sheet } from '../../parts/sheet'
import { useSaving } from '../../parts/use-saving'
import { go } from '../../router'
import { today } from '../../state/clock'
import { dropDraft, keepDraft, keepSession, plan } from '../../state/diary'
import { longDay } from '../../words/dates'
import { savedPath } from './after'
import { SureToDiscard } from './leave-sheet'
import { t } from './words'

/** A session from another day or of another routine is still open: it is gone on with, saved as it is, or given up. */
export function Unfinished({ draft }: { draft: SessionDraft }) {
  const assignment = plan.value?.assignments.find(({ id }) => id === draft.assignment_id)
  const on = localDate(draft.started_at, draft.time_zone)
  const { save, saving, problem } = useSaving(async () => {
    go(savedPath(await keepSession(draft)), { replace: true })
  })
  const [discarding, setDiscarding] = useState(false)
  const stay = () => setDiscarding(false)
  // What was begun today is likely to be gone on with; what was left on another day is likely to be over.
  const isOfToday = on === today.value
  const goOn = () =>
    void keepDraft(draft).then(() => go(`/session/${draft.assignment_id}`, { replace: true }))
  const onward = (
    <Button key="onward" kind={isOfToday ? 'main' : 'plain'} wide onClick={goOn}>
      {t('session.unfinished.go.on')}
    </Button>
  )
  const keep = (
    <Button key="keep" kind={isOfToday ? 'plain' : 'main'} wide disabled={saving} onClick={save}>
      {t('session.unfinished.save', { day: longDay(on) })}
    </Button>
  )
  const name = assignment?.name ?? t('session.title')
  return (
    <Screen title={t('session.unfinished.title')} backTo="/" backIcon="close">
      <p>{t('session.unfinished.words', { name, day: longDay(on) })}</p>
      <ProblemLine words={problem} />
      {isOfToday ? [onward, keep] : [keep, onward]}
      <Button kind="danger" icon="bin" wide onClick={() => setDiscarding(true)}>
        {t('session.leave.discard')}
      </Button>
      {discarding && (
        <Sheet title={t('session.leave.discard')} onClose={stay}>
          <SureToDiscard onDiscard={() => void dropDraft()} onClose={stay} />
        </Sheet>
      )}
    </Screen>
  )
}
