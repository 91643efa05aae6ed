import type { Entry } from '../../domain/entry'
import { entryOf } from '../state/diary'
import { t } from '../words'
import { Icon, type IconName } from './icon'

const ICONS: Record<Entry['state'], IconName> = {
  waiting: 'phone',
  sending: 'send',
  sent: 'check',
  refused: 'alert',
}

function words({ state }: Entry): string {
  if (state === 'sent') return t('saved.sent.long')
  if (state === 'refused') return t('outbox.refused.title')
  return state === 'sending' ? t('outbox.sending') : t('saved.here')
}

/** Where an entry is now: on this phone, on its way, sent, or not accepted. */
export function EntryState({ entry }: { entry: Entry }) {
  const tone =
    entry.state === 'sent'
      ? 'badge badge-good'
      : entry.state === 'refused'
        ? 'badge badge-attention'
        : 'badge'
  return (
    <span class={tone}>
      <Icon name={ICONS[entry.state]} size={20} />
      {words(entry)}
    </span>
  )
}

/** The same for an entry by its id, told aloud as it changes. */
export function EntryStateLine({ entryId }: { entryId: string }) {
  const entry = entryOf(entryId)
  return <output>{entry && <EntryState entry={entry} />}</output>
}
