import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../words'
import { IconButton } from './button'

/**
 * A sheet that rises from below on a phone and stands in the middle on a desk. The browser's own dialog keeps the focus
 * inside, closes on Escape and gives the focus back.
 */
export function Sheet({
  title,
  onClose,
  children,
  foot,
}: {
  title: string
  onClose: () => void
  children: ComponentChildren
  foot?: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    return () => shown?.close()
  }, [])
  const closeFromOutside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog by itself.
    <dialog ref={dialog} class="sheet" aria-labelledby={id} onClose={onClose} onClick={closeFromOutside}>
      <div class="sheet-body">
        <header class="sheet-head">
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={t('close')} onClick={onClose} />
        </header>
        {children}
        {foot && <footer class="sheet-foot">{foot}</footer>}
      </div>
    </dialog>
  )
}
