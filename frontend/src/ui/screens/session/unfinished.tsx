import { useState } from 'preact/hooks'
import { localDate } from '../../../domain/clock'
import type { SessionDraft } from '../../../domain/session'
import { Button, ButtonLink } from '../../parts/button'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { Sheet } from '../../parts/sheet'
import { useSaving } from '../../parts/use-saving'
import { today } from '../../state/clock'
import { dropDraft, keepSession, plan } from '../../state/diary'
import { longDay } from '../../words/dates'
import { SureToDiscard } from './leave-sheet'
import { t } from './words'

/** A session from another day or of another routine is still open: it is finished or given up before a new one starts. */
export function Unfinished({ draft }: { draft: SessionDraft }) {
  const assignment = plan.value?.assignments.find(({ id }) => id === draft.assignment_id)
  const on = localDate(draft.started_at, draft.time_zone)
  const { save, saving, problem } = useSaving(async () => {
    await keepSession(draft)
  })
  const [discarding, setDiscarding] = useState(false)
  const stay = () => setDiscarding(false)
  const canGoOn = assignment && on === today.value
  const name = assignment?.name ?? t('session.title')
  return (
    <Screen title={t('session.unfinished.title')} backTo="/" backIcon="close">
      <p>{t('session.unfinished.words', { name, day: longDay(on) })}</p>
      <ProblemLine words={problem} />
      {canGoOn && (
        <ButtonLink kind="main" wide href={`/session/${draft.assignment_id}`}>
          {t('session.unfinished.go.on')}
        </ButtonLink>
      )}
      <Button kind={canGoOn ? 'plain' : 'main'} wide disabled={saving} onClick={save}>
        {t('session.unfinished.save', { day: longDay(on) })}
      </Button>
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
