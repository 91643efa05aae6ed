import { useState } from 'preact/hooks'
import type { NotificationSettings } from '../../../api/answers'
import { Button } from '../../parts/button'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { Sheet } from '../../parts/sheet'
import { clockWords } from './rule'
import { Setting } from './setting'
import { type Part, useChange } from './use-settings'
import { t } from './words'

type Times = Pick<NotificationSettings, 'quiet_from' | 'quiet_to'>

function nowWords({ quiet_from: from, quiet_to: to }: Times): string {
  return from === to ? t('quiet.off') : t('quiet.now', { from: clockWords(from), to: clockWords(to) })
}

function QuietSheet({ settings, put, onClose }: Part & { onClose: () => void }) {
  const { asking, problem, change } = useChange(put, onClose)
  const [from, setFrom] = useState(settings.quiet_from)
  const [to, setTo] = useState(settings.quiet_to)
  const foot = (
    <>
      <ProblemLine words={problem} />
      <Button
        kind="main"
        wide
        disabled={asking || !from || !to}
        onClick={() => change({ quiet_from: from, quiet_to: to }, t('quiet.saved'))}
      >
        {t('save')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('quiet.title')} onClose={onClose} foot={foot}>
      <p>{t('quiet.words')}</p>
      <div class="time-pair">
        <TextField
          type="time"
          label={t('quiet.from')}
          value={from}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          type="time"
          label={t('quiet.to')}
          value={to}
          onInput={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <p class="hint">{t('quiet.none')}</p>
    </Sheet>
  )
}

/** From when until when nothing speaks. */
export function Quiet(part: Part) {
  return (
    <Setting icon="moon" name={t('quiet.title')} now={nowWords(part.settings)}>
      {(onClose) => <QuietSheet {...part} onClose={onClose} />}
    </Setting>
  )
}
