import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export interface Option<V extends string> {
  readonly value: V
  readonly label: string
  readonly hint?: string
}

interface Common<V extends string> {
  legend: string
  /** Keeps the legend for screen readers where a heading already says it. */
  legendUnseen?: boolean
  options: readonly Option<V>[]
  /** `chips` flow in lines; `list` gives each answer its own row. */
  look?: 'chips' | 'list'
  hint?: ComponentChildren
}

function Frame({
  legend,
  legendUnseen,
  look = 'chips',
  hint,
  children,
}: Omit<Common<string>, 'options'> & { children: ComponentChildren }) {
  return (
    <fieldset class="choice">
      <legend class={legendUnseen ? 'unseen' : 'choice-legend'}>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class={`choice-${look}`}>{children}</div>
    </fieldset>
  )
}

function Mark({ option }: { option: Option<string> }) {
  return (
    <span class="choice-face">
      <span>{option.label}</span>
      {option.hint && <span class="hint">{option.hint}</span>}
    </span>
  )
}

/** One answer out of a few, all in sight. `value` null: nothing chosen yet. */
export function OneOf<V extends string>({
  value,
  onChange,
  options,
  ...frame
}: Common<V> & { value: V | null; onChange: (value: V) => void }) {
  const name = useId()
  return (
    <Frame {...frame}>
      {options.map((option) => (
        <label key={option.value} class="choice-item">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <Mark option={option} />
        </label>
      ))}
    </Frame>
  )
}

/** Any number of answers. */
export function AnyOf<V extends string>({
  values,
  onChange,
  options,
  ...frame
}: Common<V> & { values: readonly V[]; onChange: (values: V[]) => void }) {
  const toggle = (value: V, on: boolean) =>
    onChange(on ? [...values, value] : values.filter((kept) => kept !== value))
  return (
    <Frame {...frame}>
      {options.map((option) => (
        <label key={option.value} class="choice-item">
          <input
            type="checkbox"
            value={option.value}
            checked={values.includes(option.value)}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          <Mark option={option} />
        </label>
      ))}
    </Frame>
  )
}
