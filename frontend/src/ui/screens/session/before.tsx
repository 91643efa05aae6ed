import { useState } from 'preact/hooks'
import { adviceForScore, isRest } from '../../../domain/advice'
import type { PainScore } from '../../../domain/pain'
import { Button } from '../../parts/button'
import { ProblemLine } from '../../parts/problem'
import { ScorePad } from '../../parts/score-pad'
import { Screen } from '../../parts/screen'
import { useSaving } from '../../parts/use-saving'
import { circumstances } from '../../state/advice'
import { t } from './words'

/** Asks for the pain before the session; it may be left out. A red score is answered instead of started with. */
export function Before({
  name,
  onStart,
  onRest,
}: {
  name: string
  onStart: (pain: PainScore | null) => void
  /** A score too high to start with. */
  onRest: (pain: PainScore) => Promise<void>
}) {
  const [pain, setPain] = useState<PainScore | null>(null)
  const { save, saving, problem } = useSaving(async () => {
    if (pain !== null) await onRest(pain)
  })
  const isRed = isRest(adviceForScore(pain, 'before', circumstances.value))
  const foot = isRed ? (
    <Button kind="main" icon="help" wide disabled={saving} onClick={save}>
      {t('advice.what')}
    </Button>
  ) : (
    <Button kind="main" wide onClick={() => onStart(pain)}>
      {t(pain === null ? 'session.before.skip' : 'session.before.start')}
    </Button>
  )
  return (
    <Screen title={t('session.before.ask')} over={name} backTo="/" backIcon="close" foot={foot}>
      <ProblemLine words={problem} />
      <ScorePad legend={t('session.before.ask')} legendUnseen value={pain} onChange={setPain} />
    </Screen>
  )
}
