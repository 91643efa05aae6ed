import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface Around {
  label: string
  /** Keeps the label for screen readers where a legend above already says it. */
  labelUnseen?: boolean | undefined
  hint?: ComponentChildren
  /** What is wrong and how to mend it. */
  error?: string | undefined
}

function described(id: string, { hint, error }: Around): string | undefined {
  const parts = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean)
  return parts.length ? parts.join(' ') : undefined
}

function Field({
  id,
  label,
  labelUnseen,
  hint,
  error,
  children,
}: Around & { id: string; children: ComponentChildren }) {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id} class={labelUnseen ? 'unseen' : undefined}>
        {label}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type Typed<E> = (event: Event & { readonly currentTarget: E }) => void

interface TextFieldProps extends Around {
  value: string
  onInput: Typed<HTMLInputElement>
  type?: 'text' | 'email' | 'tel' | 'search' | 'date' | 'number' | 'time'
  name?: string
  autocomplete?: string
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search'
  autocapitalize?: 'none' | 'characters' | 'words'
  spellcheck?: boolean
  required?: boolean
  disabled?: boolean
  maxLength?: number
  min?: string | number
  max?: string | number
  step?: number
  placeholder?: string
}

export function TextField({ label, labelUnseen, hint, error, ...rest }: TextFieldProps) {
  const id = useId()
  // Preact's types ask for one shape per input type; these few attributes are right for every type named above.
  const input = rest as InputHTMLAttributes<HTMLInputElement>
  const around = { label, labelUnseen, hint, error }
  return (
    <Field id={id} {...around}>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, around)}
      />
    </Field>
  )
}

interface TextAreaProps extends Around {
  value: string
  onInput: Typed<HTMLTextAreaElement>
  name?: string
  maxLength?: number
  required?: boolean
}

export function TextArea({ label, hint, error, ...rest }: TextAreaProps) {
  const id = useId()
  const around = { label, hint, error }
  return (
    <Field id={id} {...around}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, around)}
      />
    </Field>
  )
}

interface SelectFieldProps extends Around {
  value: string
  onChange: Typed<HTMLSelectElement>
  name?: string
  required?: boolean
  disabled?: boolean
  children: ComponentChildren
}

export function SelectField({ label, hint, error, children, ...rest }: SelectFieldProps) {
  const id = useId()
  const around = { label, hint, error }
  return (
    <Field id={id} {...around}>
      <select
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, around)}
      >
        {children}
      </select>
    </Field>
  )
}
