import { adviceForScore, type Level } from '../../domain/advice'
import type { PainScore } from '../../domain/pain'
import { circumstances } from '../state/advice'

const LOOKS: Record<Level, string> = {
  go: 'score-badge score-badge-green',
  care: 'score-badge score-badge-amber',
  stop: 'score-badge score-badge-red',
  help: 'score-badge score-badge-red',
}

/** A pain score in the colour of its zone, as this patient's zones have it; the figure says the same without the colour. */
export function ScoreBadge({ score }: { score: PainScore }) {
  return <span class={LOOKS[adviceForScore(score, 'daily', circumstances.value).level]}>{score}</span>
}
