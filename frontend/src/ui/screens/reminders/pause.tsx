import type { NotificationSettings } from '../../../api/answers'
import { addDays } from '../../../domain/clock'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { Sheet } from '../../parts/sheet'
import { useDraft } from '../../parts/use-draft'
import { today } from '../../state/clock'
import { longDay } from '../../words/dates'
import { Setting } from './setting'
import { type Part, useChange } from './use-settings'
import { t } from './words'

const WEEK = 7
/** A slip of the finger in the year would silence everything for good. */
const LONGEST = 366

/** The first day that speaks again; null where nothing is paused. */
function pausedUntil({ paused_until: until }: NotificationSettings): string | null {
  return until !== null && until > today.value ? until : null
}

/** Until when all reminders pause, where they do. */
export function Paused({ settings, put }: Part) {
  const { asking, problem, change } = useChange(put)
  const until = pausedUntil(settings)
  if (until === null) return null
  const action = (
    <Button kind="quiet" disabled={asking} onClick={() => change({ paused_until: null }, t('pause.ended'))}>
      {t('pause.end')}
    </Button>
  )
  return (
    <>
      <ProblemLine words={problem} />
      <Banner icon="pause" action={action}>
        <b>{t('pause.on')}</b> {t('pause.until.they', { day: longDay(until) })}
      </Banner>
    </>
  )
}

function UntilAnotherDay({ asking, onPause }: { asking: boolean; onPause: (day: string) => void }) {
  const draft = useDraft('pause', { until: '' })
  const { until } = draft.value
  const tomorrow = addDays(today.value, 1)
  const latest = addDays(today.value, LONGEST)
  const pause = () => {
    draft.drop()
    onPause(until)
  }
  return (
    <div class="time-row">
      <TextField
        type="date"
        label={t('pause.date')}
        min={tomorrow}
        max={latest}
        value={until}
        onInput={(event) => draft.change({ until: event.currentTarget.value })}
      />
      <Button disabled={asking || until < tomorrow || until > latest} onClick={pause}>
        {t('pause.set')}
      </Button>
    </div>
  )
}

function PauseSheet({ settings, put, onClose }: Part & { onClose: () => void }) {
  const { asking, problem, change } = useChange(put, onClose)
  const foot = pausedUntil(settings) && (
    <Button
      kind="main"
      wide
      disabled={asking}
      onClick={() => change({ paused_until: null }, t('pause.ended'))}
    >
      {t('pause.end')}
    </Button>
  )
  const pause = (day: string) => change({ paused_until: day }, t('pause.until', { day: longDay(day) }))
  return (
    <Sheet title={t('pause.title')} onClose={onClose} foot={foot}>
      <p>{t('pause.words')}</p>
      <ProblemLine words={problem} />
      <div class="button-stack">
        <Button disabled={asking} onClick={() => pause(addDays(today.value, 1))}>
          {t('pause.day')}
        </Button>
        <Button disabled={asking} onClick={() => pause(addDays(today.value, WEEK))}>
          {t('pause.week')}
        </Button>
      </div>
      <UntilAnotherDay asking={asking} onPause={pause} />
    </Sheet>
  )
}

/** "Leave me in peace until": tomorrow, a week, or a day of one's own. */
export function Pause(part: Part) {
  const until = pausedUntil(part.settings)
  const now = until === null ? t('pause.off') : t('pause.until.they', { day: longDay(until) })
  return (
    <Setting icon="pause" name={t('pause.title')} now={now}>
      {(onClose) => <PauseSheet {...part} onClose={onClose} />}
    </Setting>
  )
}
