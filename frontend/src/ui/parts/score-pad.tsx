import { useId } from 'preact/hooks'
import { PAIN_SCORES, type PainScore } from '../../domain/pain'
import { t } from '../words'

interface Ends {
  readonly low: string
  readonly high: string
}

const painEnds = (): Ends => ({ low: t('pain.none'), high: t('pain.worst') })

function endOf(score: PainScore, { low, high }: Ends): string | null {
  if (score === 0) return low
  return score === 10 ? high : null
}

/**
 * The numeric pain rating scale as eleven big keys, laid out like a telephone with words at both ends (0 no pain, 10 worst pain
 * imaginable). Nothing is chosen beforehand: untouched is no answer, never 0.
 */
export function ScorePad({
  legend,
  legendUnseen,
  value,
  onChange,
  onTap,
  ends,
}: {
  legend: string
  legendUnseen?: boolean
  value: PainScore | null
  onChange: (score: PainScore) => void
  /** A finger or mouse chose a key: a whole answer, while arrow keys only wander over the keys. */
  onTap?: () => void
  /** Words at both ends where it is not pain that is asked. */
  ends?: Ends
}) {
  const name = useId()
  const said = ends ?? painEnds()
  // Said here and not left to `change`, which comes after the click: by then the keys may be gone.
  const tap = (score: PainScore) => {
    onChange(score)
    onTap?.()
  }
  return (
    <fieldset class={ends ? 'score-pad score-pad-calm' : 'score-pad'}>
      <legend class={legendUnseen ? 'unseen' : 'choice-legend'}>{legend}</legend>
      <div class="score-keys">
        {PAIN_SCORES.map((score) => (
          <label key={score} class="score-key">
            <input
              type="radio"
              name={name}
              value={score}
              checked={value === score}
              onChange={() => onChange(score)}
              onClick={(event) => event.detail > 0 && tap(score)}
            />
            <span class="score-face">
              <span class="score-figure">{score}</span>
              {endOf(score, said) && <span class="score-words">{endOf(score, said)}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
