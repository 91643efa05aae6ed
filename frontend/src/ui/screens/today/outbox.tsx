import { useState } from 'preact/hooks'
import { type Entry, happenedAt, isKind } from '../../../domain/entry'
import { Button, ButtonLink } from '../../parts/button'
import { EntryState } from '../../parts/entry-state'
import { Icon } from '../../parts/icon'
import { OrSafe } from '../../parts/or-safe'
import { Sheet } from '../../parts/sheet'
import { now } from '../../state/clock'
import { discard, entryOf, outbox } from '../../state/diary'
import { isLapsed, isOffline, sending, sendNow } from '../../state/sending'
import { t } from '../../words'
import { ago, dayAndTime } from '../../words/dates'
import { entryTitle } from '../../words/entry'

/** Where an entry is mended: each kind has its own screen for it. */
function mendAt(entry: Entry): string {
  return isKind(entry, 'pain') ? `/log-pain?entry=${entry.entry_id}` : `/history/${entry.entry_id}`
}

function Refused({ entry }: { entry: Entry }) {
  const [sure, setSure] = useState(false)
  return (
    <div class="stack-close">
      <p class="field-error">{entry.problem?.detail}</p>
      {sure ? (
        <div class="button-row">
          <p>{t('outbox.discard.sure')}</p>
          <Button kind="danger" icon="bin" onClick={() => void discard(entry.entry_id)}>
            {t('outbox.discard')}
          </Button>
          <Button onClick={() => setSure(false)}>{t('cancel')}</Button>
        </div>
      ) : (
        <div class="button-row">
          <ButtonLink icon="edit" href={mendAt(entry)}>
            {t('outbox.mend')}
          </ButtonLink>
          <Button kind="quiet" onClick={() => setSure(true)}>
            {t('outbox.discard')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Waiting({ entry }: { entry: Entry }) {
  return (
    <div class="outbox-entry">
      <p class="row-words">
        <b>{entry.deleted ? t('outbox.deletion') : entryTitle(entry)}</b>
        <span class="row-meta">
          <span class="hint">{dayAndTime(happenedAt(entry), entry.time_zone)}</span>{' '}
          <EntryState entry={entry} />
        </span>
      </p>
      {entry.state === 'refused' && <Refused entry={entry} />}
    </div>
  )
}

function waitingEntries(): Entry[] {
  const ids = [...new Set(outbox.value.map(({ change }) => change.entry_id))]
  return ids.flatMap((id) => entryOf(id) ?? [])
}

function OutboxSheet({ onClose }: { onClose: () => void }) {
  const waiting = waitingEntries()
  const deletions = outbox.value.filter(({ change }) => change.action === 'delete').length
  const { lastSyncAt, sending: isSending, error } = sending.value
  const foot = (
    <Button kind="main" icon="send" wide disabled={isSending} onClick={() => void sendNow()}>
      {t(isSending ? 'outbox.sending' : 'outbox.send.now')}
    </Button>
  )
  return (
    <Sheet
      title={t('outbox.title')}
      onClose={onClose}
      foot={outbox.value.length > 0 && !isOffline.value && foot}
    >
      <p>{t(outbox.value.length > 0 ? 'outbox.words' : 'outbox.none')}</p>
      {error && <p class="hint">{t('outbox.trouble')}</p>}
      <ul class="rows">
        {waiting.map((entry) => (
          <li key={entry.entry_id}>
            <OrSafe>
              <Waiting entry={entry} />
            </OrSafe>
          </li>
        ))}
      </ul>
      {deletions > 0 && <p class="hint">{t('outbox.deletions', { count: deletions })}</p>}
      {lastSyncAt && <p class="hint">{t('outbox.last', { when: ago(new Date(lastSyncAt), now.value) })}</p>}
    </Sheet>
  )
}

/** Whether something waits for longer than one try: what goes out at once does not move the page. */
function isStuck(): boolean {
  const hasWaited = outbox.value.some(({ attempts, state }) => state === 'refused' || attempts > 1)
  return outbox.value.length > 0 && (hasWaited || isOffline.value || isLapsed.value || hasTrouble())
}

const hasTrouble = (): boolean => sending.value.error !== null

/** How much waits to be sent, and whether anything needs the person; what is on its way does not show. */
export function OutboxLine() {
  const [open, setOpen] = useState(false)
  const { refused } = sending.value
  const waiting = outbox.value.length - refused
  if (!isStuck() && !open) return null
  const words =
    refused > 0 ? t('outbox.chip.refused', { count: refused }) : t('outbox.chip', { count: waiting })
  return (
    <>
      <button
        type="button"
        class={refused > 0 ? 'outbox-line outbox-line-refused' : 'outbox-line'}
        onClick={() => setOpen(true)}
      >
        <Icon name={refused > 0 ? 'alert' : 'phone'} />
        <span>{words}</span>
        <Icon name="forward" />
      </button>
      {open && <OutboxSheet onClose={() => setOpen(false)} />}
    </>
  )
}
