import { useState } from 'preact/hooks'
import type { PainScore } from '../../../domain/pain'
import { Button } from '../../parts/button'
import { ScorePad } from '../../parts/score-pad'
import { Screen } from '../../parts/screen'
import { t } from './words'

/** Asks for the pain before the session; it may be left out. */
export function Before({ name, onStart }: { name: string; onStart: (pain: PainScore | null) => void }) {
  const [pain, setPain] = useState<PainScore | null>(null)
  const foot = (
    <Button kind="main" wide onClick={() => onStart(pain)}>
      {t(pain === null ? 'session.before.skip' : 'session.before.start')}
    </Button>
  )
  return (
    <Screen title={t('session.before.ask')} over={name} backTo="/" backIcon="close" foot={foot}>
      <ScorePad legend={t('session.before.ask')} legendUnseen value={pain} onChange={setPain} />
    </Screen>
  )
}
