import { useState } from 'preact/hooks'
import { Button, IconButton } from '../../parts/button'
import { Icon, type IconName } from '../../parts/icon'
import { t } from './words'

/** A row that can be taken off its list: the first tap asks, because nothing brings it back. */
export function Removable({
  icon,
  name,
  words,
  label,
  sure,
  yes,
  onRemove,
}: {
  icon: IconName
  name: string
  words: string
  /** Of the bin, for the ear. */
  label: string
  sure: string
  yes: string
  onRemove: () => void
}) {
  const [asks, setAsks] = useState(false)
  return (
    <li>
      <div class="row">
        <Icon name={icon} />
        <span class="row-words">
          <b>{name}</b>
          <span class="hint">{words}</span>
        </span>
        {!asks && <IconButton icon="bin" label={label} onClick={() => setAsks(true)} />}
      </div>
      {asks && (
        <div class="row-sure">
          <p role="alert">{sure}</p>
          <div class="button-row">
            <Button kind="danger" icon="bin" onClick={onRemove}>
              {yes}
            </Button>
            <Button onClick={() => setAsks(false)}>{t('cancel')}</Button>
          </div>
        </div>
      )}
    </li>
  )
}
