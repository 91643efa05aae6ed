import { useState } from 'preact/hooks'
import { addDays, type LocalDate } from '../../../domain/clock'
import { type Entry, happenedAt, isKind } from '../../../domain/entry'
import { isToldLater } from '../../../domain/told'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { EntryState } from '../../parts/entry-state'
import { Icon, type IconName } from '../../parts/icon'
import { Loading } from '../../parts/loading'
import { OrSafe } from '../../parts/or-safe'
import { ScoreBadge } from '../../parts/score-badge'
import { Screen } from '../../parts/screen'
import { today } from '../../state/clock'
import { entries, ready } from '../../state/diary'
import { sending } from '../../state/sending'
import { longDay, timeOfDay } from '../../words/dates'
import { byDay, type DiaryDay } from './by-day'
import { rowSummary, rowTitle } from './row-words'
import { t } from './words'
import './history.css'

/** Days shown at first, and more at each wish. */
const DAYS_SHOWN = 14

function dayWords(on: LocalDate): string {
  if (on === today.value) return t('history.today')
  return on === addDays(today.value, -1) ? t('history.yesterday') : longDay(on)
}

function iconOf(entry: Entry): IconName {
  if (isKind(entry, 'session')) return 'activity'
  return isKind(entry, 'foot_check') ? 'foot' : 'help'
}

function Mark({ entry }: { entry: Entry }) {
  if (isKind(entry, 'pain')) return <ScoreBadge score={entry.data.score} />
  return (
    <span class="kind-badge">
      <Icon name={iconOf(entry)} />
    </span>
  )
}

function Marks({ entry }: { entry: Entry }) {
  return (
    <>
      {entry.state !== 'sent' && <EntryState entry={entry} />}
      {isToldLater(entry) ? (
        <span class="badge">{t('history.told.later')}</span>
      ) : (
        entry.late && <span class="badge">{t('history.late')}</span>
      )}
      {entry.stale && (
        <span class="badge badge-attention">{t(entry.deleted ? 'history.deleted' : 'history.stale')}</span>
      )}
    </>
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const summary = rowSummary(entry)
  return (
    <a class="row" href={`/history/${entry.entry_id}`}>
      <Mark entry={entry} />
      <span class="row-words">
        <b class={entry.deleted ? 'struck' : undefined}>{rowTitle(entry)}</b>
        {summary && <span class="hint one-line">{summary}</span>}
        <span class="row-meta">
          <Marks entry={entry} />
        </span>
      </span>
      <span class="hint figures">{timeOfDay(happenedAt(entry), entry.time_zone)}</span>
    </a>
  )
}

function Day({ day }: { day: DiaryDay }) {
  return (
    <Card title={dayWords(day.on)}>
      <ul class="rows">
        {day.entries.map((entry) => (
          <li key={entry.entry_id}>
            <OrSafe>
              <EntryRow entry={entry} />
            </OrSafe>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Empty() {
  return (
    <Card title={t('history.empty.title')} tone="sunken">
      <p>{t('history.empty.words')}</p>
      <ButtonLink href="/log-pain">{t('today.pain.action')}</ButtonLink>
    </Card>
  )
}

/** Everything written, newest day first. */
export function History() {
  const [shown, setShown] = useState(DAYS_SHOWN)
  if (!ready.value) return <Loading />
  const days = byDay(entries.value)
  return (
    <Screen title={t('history.title')}>
      {days.length === 0 && <Empty />}
      {days.slice(0, shown).map((day) => (
        <Day key={day.on} day={day} />
      ))}
      {sending.value.filling && <p class="hint">{t('history.filling')}</p>}
      {days.length > shown && (
        <Button wide onClick={() => setShown(shown + DAYS_SHOWN)}>
          {t('history.earlier')}
        </Button>
      )}
    </Screen>
  )
}
