import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { scheduleCues, startTicker, wakeSound } from '../../state/cues'
import { type Countdown, newCountdown, paused, type Reading, readingOf, started } from './countdown'
import { cuesOf } from './countdown-cues'
import { t } from './words'

const TICK_MS = 200
const READY_SECONDS = 3

export type TimerUse = 'hold' | 'work' | 'rest'

/** Reads a countdown a few times a second while it runs, and gives its cues. */
function useCountdown(first: Countdown) {
  const [countdown, put] = useState(first)
  const [reading, setReading] = useState<Reading>(() => readingOf(first, Date.now()))
  useEffect(() => {
    const read = () => setReading(readingOf(countdown, Date.now()))
    read()
    if (countdown.runningSince === null) return
    const stop = startTicker(TICK_MS, read)
    const takeBack = scheduleCues(cuesOf(countdown, Date.now()))
    return () => {
      stop()
      takeBack()
    }
  }, [countdown])
  return { countdown, reading, put }
}

function stageWords(use: TimerUse, { stage }: Reading): string {
  if (stage === 'ready') return t('session.timer.ready')
  if (stage === 'over') return t('session.timer.over')
  if (use === 'rest') return t('session.timer.resting')
  return t(use === 'hold' ? 'session.timer.working' : 'session.timer.moving')
}

function Face({ use, seconds, reading }: { use: TimerUse; seconds: number; reading: Reading }) {
  const { stage, left } = reading
  const around = 100 * (stage === 'running' || stage === 'idle' ? left / seconds : stage === 'ready' ? 1 : 0)
  return (
    <div class="timer-face">
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle class="timer-track" cx="20" cy="20" r="17.5" pathLength="100" />
        <circle
          class="timer-hand"
          cx="20"
          cy="20"
          r="17.5"
          pathLength="100"
          stroke-dasharray={`${around} 100`}
        />
      </svg>
      <p class="timer-words">
        <span>{stageWords(use, reading)}</span>
        <b role="timer">{left}</b>
      </p>
      <output class="unseen">{stage === 'over' ? t('session.timer.over') : stageWords(use, reading)}</output>
    </div>
  )
}

/**
 * A timer for holding, moving or resting. A hold begins with three seconds to get ready.
 *
 * @param running sets it going at once, as a rest after a set does
 */
export function Timer({
  use,
  seconds,
  running,
  onStop,
}: {
  use: TimerUse
  seconds: number
  running?: boolean
  onStop?: () => void
}) {
  const fresh = () => newCountdown(seconds, use === 'rest' ? 0 : READY_SECONDS)
  const { countdown, reading, put } = useCountdown(running ? started(fresh(), Date.now()) : fresh())
  const start = (from: Countdown) => {
    wakeSound()
    put(started(from, Date.now()))
  }
  const stop = () => {
    put(fresh())
    onStop?.()
  }
  if (reading.stage === 'idle') {
    return (
      <Button icon="timer" wide onClick={() => start(fresh())}>
        {t(use === 'hold' ? 'session.timer.hold' : 'session.timer.work')}
      </Button>
    )
  }
  return (
    <div class={`timer timer-${use}`}>
      <Face use={use} seconds={seconds} reading={reading} />
      <div class="timer-keys">
        {reading.stage === 'over' && use !== 'rest' && (
          <Button icon="again" onClick={() => start(fresh())}>
            {t('session.timer.again')}
          </Button>
        )}
        {reading.stage !== 'over' && (
          <Button
            icon={reading.paused ? 'play' : 'pause'}
            onClick={() => (reading.paused ? start(countdown) : put(paused(countdown, Date.now())))}
          >
            {t(reading.paused ? 'session.timer.go.on' : 'session.timer.pause')}
          </Button>
        )}
        <Button kind="quiet" onClick={stop}>
          {t(use === 'rest' ? 'session.timer.rest.skip' : 'session.timer.stop')}
        </Button>
      </div>
    </div>
  )
}
