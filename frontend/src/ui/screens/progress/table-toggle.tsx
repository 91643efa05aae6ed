import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { t } from './words'

/** The same figures as a table, for whoever reads them better that way. */
export function TableToggle({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" icon="table" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'progress.table.hide' : 'progress.table.show')}
      </Button>
      {open && children}
    </>
  )
}
