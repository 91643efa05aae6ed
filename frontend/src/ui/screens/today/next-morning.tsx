import { useRef, useState } from 'preact/hooks'
import type { Entry } from '../../../domain/entry'
import type { PainScore } from '../../../domain/pain'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { ScorePad } from '../../parts/score-pad'
import { useSaving } from '../../parts/use-saving'
import { answerTo } from '../../state/advice'
import { keepPain } from '../../state/diary'
import { t } from '../../words'

/**
 * The morning after a session, told with one tap: it belongs to that session. A keyboard wanders over the numbers, so for it
 * there is a button as well.
 */
export function NextMorningCard({ of }: { of: Entry<'session'> }) {
  const [score, setScore] = useState<PainScore | null>(null)
  const chosen = useRef<PainScore | null>(null)
  const choose = (one: PainScore) => {
    chosen.current = one
    setScore(one)
  }
  const { save, saving, problem } = useSaving(async () => {
    if (chosen.current === null) return
    const told = { score: chosen.current, moment: 'next_morning', session_id: of.entry_id } as const
    answerTo(await keepPain(told), () => say(t('saved.here')))
  })
  return (
    <Card title={t('today.morning.title')} tone="action">
      <p>{t('today.morning.words')}</p>
      <ProblemLine words={problem} />
      <ScorePad
        legend={t('today.morning.title')}
        legendUnseen
        value={score}
        onChange={choose}
        onTap={() => save()}
      />
      {score !== null && (
        <Button kind="main" wide disabled={saving} onClick={save}>
          {t('save')}
        </Button>
      )}
      <ButtonLink kind="quiet" href="/log-pain">
        {t('today.morning.other')}
      </ButtonLink>
    </Card>
  )
}
