import { Icon } from './icon'
import '../styles/counter.css'

/** A number with a big "less" and "more"; for repetitions and seconds. */
export function Counter({
  label,
  value,
  unit,
  min = 0,
  max = 999,
  step = 1,
  lessLabel,
  moreLabel,
  onChange,
}: {
  label: string
  value: number
  unit: string
  min?: number
  max?: number
  step?: number
  lessLabel: string
  moreLabel: string
  onChange: (value: number) => void
}) {
  const to = (next: number) => onChange(Math.min(max, Math.max(min, next)))
  return (
    <fieldset class="counter">
      <legend class="unseen">{label}</legend>
      <button
        type="button"
        class="counter-key"
        aria-label={lessLabel}
        disabled={value <= min}
        onClick={() => to(value - step)}
      >
        <Icon name="minus" />
      </button>
      <output class="counter-value">
        <b>{value}</b> <span>{unit}</span>
      </output>
      <button
        type="button"
        class="counter-key"
        aria-label={moreLabel}
        disabled={value >= max}
        onClick={() => to(value + step)}
      >
        <Icon name="plus" />
      </button>
    </fieldset>
  )
}
