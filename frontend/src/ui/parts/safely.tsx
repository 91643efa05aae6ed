import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'

/** Leaves out what cannot be shown, such as a drawing of a newer kind, instead of taking the screen down with it. */
export function Safely({ children }: { children: ComponentChildren }) {
  const [fault] = useErrorBoundary((error: unknown) => reportError(error))
  return fault ? null : children
}
