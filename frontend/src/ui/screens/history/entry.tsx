import { useState } from 'preact/hooks'
import { type Entry, happenedAt, isKind } from '../../../domain/entry'
import type { Finding } from '../../../domain/footCheck'
import { isToldLater } from '../../../domain/told'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { CheckSheet } from '../../parts/check-sheet'
import { EntryState } from '../../parts/entry-state'
import { Loading } from '../../parts/loading'
import { OrSafe } from '../../parts/or-safe'
import { say } from '../../parts/said'
import { Screen } from '../../parts/screen'
import { Sheet } from '../../parts/sheet'
import { back, go, type Params } from '../../router'
import { answerTo } from '../../state/advice'
import { discard, entryOf, putStaleAway, ready, remove, revise } from '../../state/diary'
import { correctionKey } from '../../state/drafts'
import { inClinic } from '../../state/session'
import { dayAndTime } from '../../words/dates'
import { entryTitle } from '../../words/entry'
import { Facts } from './facts'
import { SessionEdit } from './session-edit'
import { t } from './words'
import './history.css'

function Missing() {
  return (
    <Screen title={t('entry.missing.title')} backTo="/history">
      <p>{t('entry.missing.words')}</p>
    </Screen>
  )
}

function DeleteSheet({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const drop = async () => {
    if (entry.state === 'refused') await discard(entry.entry_id)
    else await remove(entry.entry_id)
    say(t('entry.deleted'))
    back('/history')
  }
  return (
    <Sheet title={t('entry.delete.title')} onClose={onClose}>
      <p>{t(inClinic.value ? 'entry.delete.words' : 'entry.delete.words.own')}</p>
      <Button kind="danger" icon="bin" wide onClick={() => void drop()}>
        {t('entry.delete.action')}
      </Button>
      <Button wide onClick={onClose}>
        {t('cancel')}
      </Button>
    </Sheet>
  )
}

async function useMine(entry: Entry, data: Entry['data']): Promise<void> {
  await revise(entry, data)
  answerTo({ ...entry, data } as Entry, () => undefined)
}

/** What lost against a newer version: shown until the person has seen it. */
function Stale({ entry }: { entry: Entry }) {
  const lost = entry.stale
  if (!lost) return null
  return (
    <Card title={t('entry.stale.title')} tone="attention">
      <p>{t(entry.deleted ? 'entry.stale.deleted' : 'entry.stale.words')}</p>
      <Facts entry={entry} data={lost.data} />
      <div class="button-row">
        {!entry.deleted && (
          <Button onClick={() => void useMine(entry, lost.data)}>{t('entry.stale.use')}</Button>
        )}
        <Button kind="quiet" onClick={() => void putStaleAway(entry.entry_id)}>
          {t('entry.stale.away')}
        </Button>
      </div>
    </Card>
  )
}

function Refused({ entry }: { entry: Entry }) {
  if (entry.state !== 'refused') return null
  return (
    <Banner icon="alert" tone="attention">
      <b>{t('entry.refused')}</b> {entry.problem?.detail} {t('entry.refused.mend')}
    </Banner>
  )
}

function Kept({ entry }: { entry: Entry }) {
  return (
    <Card>
      <p class="row-meta">
        <span class="hint">
          {t('entry.written', { when: dayAndTime(happenedAt(entry), entry.time_zone) })}
        </span>
        <EntryState entry={entry} />
      </p>
      {isToldLater(entry) ? (
        <p class="hint">{t('history.told.later.words')}</p>
      ) : (
        entry.late && <p class="hint">{t('history.late.words')}</p>
      )}
      <OrSafe>
        <Facts entry={entry} />
      </OrSafe>
    </Card>
  )
}

type Doing = 'reading' | 'editing' | 'deleting'

function ChangeButton({ entry, onEdit }: { entry: Entry; onEdit: () => void }) {
  if (isKind(entry, 'other')) return null
  if (isKind(entry, 'pain')) {
    return (
      <ButtonLink icon="edit" href={`/log-pain?entry=${entry.entry_id}`}>
        {t('entry.change')}
      </ButtonLink>
    )
  }
  return (
    <Button icon="edit" onClick={onEdit}>
      {t('entry.change')}
    </Button>
  )
}

function Editing({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  if (!isKind(entry, 'foot_check')) return null
  const { note, findings } = entry.data
  const save = async (found: Finding[]) => {
    const data = { findings: found, note }
    await revise(entry, data)
    answerTo({ ...entry, data }, () => undefined)
  }
  return <CheckSheet kept={findings} draftKey={correctionKey(entry)} onSave={save} onClose={onClose} />
}

function Shown({ entry }: { entry: Entry }) {
  const [doing, setDoing] = useState<Doing>('reading')
  const stop = () => setDoing('reading')
  if (doing === 'editing' && isKind(entry, 'session')) return <SessionEdit entry={entry} onClose={stop} />
  return (
    <Screen title={entryTitle(entry)} onBack={() => (history.length > 1 ? back('/history') : go('/history'))}>
      <Refused entry={entry} />
      <OrSafe>
        <Stale entry={entry} />
      </OrSafe>
      {!entry.deleted && (
        <>
          <Kept entry={entry} />
          <div class="button-row">
            <ChangeButton entry={entry} onEdit={() => setDoing('editing')} />
            <Button kind="danger" icon="bin" onClick={() => setDoing('deleting')}>
              {t('entry.delete')}
            </Button>
          </div>
        </>
      )}
      {doing === 'editing' && <Editing entry={entry} onClose={stop} />}
      {doing === 'deleting' && <DeleteSheet entry={entry} onClose={stop} />}
    </Screen>
  )
}

/** One entry: what it says, where it is, and how to mend or delete it. */
export function HistoryEntry({ params }: { params: Params }) {
  if (!ready.value) return <Loading />
  const entry = entryOf(params.entry ?? null)
  return entry ? <Shown entry={entry} /> : <Missing />
}
