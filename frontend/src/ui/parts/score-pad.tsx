import { useId } from 'preact/hooks'
import { t } from '../words'

const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

function words(score: number): string | null {
  if (score === 0) return t('pain.none')
  return score === 10 ? t('pain.worst') : null
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
}: {
  legend: string
  legendUnseen?: boolean
  value: number | null
  onChange: (score: number) => void
}) {
  const name = useId()
  return (
    <fieldset class="score-pad">
      <legend class={legendUnseen ? 'unseen' : 'choice-legend'}>{legend}</legend>
      <div class="score-keys">
        {SCORES.map((score) => (
          <label key={score} class="score-key">
            <input
              type="radio"
              name={name}
              value={score}
              checked={value === score}
              onChange={() => onChange(score)}
            />
            <span class={`score-face score-${score}`}>
              <span class="score-figure">{score}</span>
              {words(score) && <span class="score-words">{words(score)}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
