import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Icon, type IconName } from '../../parts/icon'

/** What a row of this card shows: a name, and how it stands now. */
export function Face({ icon, name, now }: { icon: IconName; name: string; now: ComponentChildren }) {
  return (
    <>
      <Icon name={icon} />
      <span class="row-words">
        <b>{name}</b>
        <span class="hint">{now}</span>
      </span>
      <Icon name="forward" />
    </>
  )
}

/** One thing that is set: how it stands in the row, its form in a sheet that the row opens. */
export function Setting({
  children,
  ...face
}: {
  icon: IconName
  name: string
  now: ComponentChildren
  children: (onClose: () => void) => ComponentChildren
}) {
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button type="button" class="row" onClick={() => setOpen(true)}>
        <Face {...face} />
      </button>
      {open && children(() => setOpen(false))}
    </li>
  )
}
