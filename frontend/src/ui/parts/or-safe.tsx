import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { t } from '../words'

/** One entry of the diary, or a word that it could not be shown and is safe: nothing else on the page suffers. */
export function OrSafe({ children }: { children: ComponentChildren }) {
  const [fault] = useErrorBoundary((error: unknown) => reportError(error))
  if (!fault) return children
  return (
    <p class="hint">
      <b>{t('entry.unshown')}</b> {t('entry.unshown.safe')}
    </p>
  )
}
