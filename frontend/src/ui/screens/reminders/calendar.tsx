import { useEffect, useRef, useState } from 'preact/hooks'
import type { CalendarLink } from '../../../api/reminders'
import { localDate } from '../../../domain/clock'
import { Button, IconButton } from '../../parts/button'
import { Card } from '../../parts/card'
import { TextField } from '../../parts/field'
import { Icon } from '../../parts/icon'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { zone } from '../../state/clock'
import { dayAndMonth, fullDate } from '../../words/dates'
import { remindersApi } from './server'
import { t } from './words'

function Fresh({ url }: { url: string }) {
  const field = useRef<HTMLDivElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      say(t('calendar.copied'))
    } catch {
      // Without a secure address, or with the clipboard denied, the person copies by hand.
      field.current?.querySelector('input')?.select()
      say(t('calendar.copy.self'))
    }
  }
  return (
    <>
      <div ref={field}>
        <TextField
          label={t('calendar.label')}
          hint={t('calendar.made')}
          value={url}
          spellcheck={false}
          onInput={(event) => {
            event.currentTarget.value = url
          }}
        />
      </div>
      <Button kind="main" icon="copy" onClick={() => void copy()}>
        {t('calendar.copy')}
      </Button>
    </>
  )
}

function Row({ link, onRevoke }: { link: CalendarLink; onRevoke: () => void }) {
  const day = fullDate(localDate(link.created_at, zone.value))
  const read = link.last_read_at
  return (
    <li class="row">
      <Icon name="timer" />
      <span class="row-words">
        <b>{t('calendar.link', { day })}</b>
        <span class="hint">
          {read
            ? t('calendar.read', { when: dayAndMonth(localDate(read, zone.value)) })
            : t('calendar.unread')}
        </span>
      </span>
      <IconButton icon="bin" label={t('calendar.revoke', { day })} onClick={onRevoke} />
    </li>
  )
}

function useLinks() {
  const [links, setLinks] = useState<CalendarLink[]>([])
  const [url, setUrl] = useState<string | null>(null)
  const read = async () => setLinks(await remindersApi.calendarLinks())
  const make = useAsking(async () => {
    setUrl((await remindersApi.makeCalendarLink()).url ?? null)
    await read()
    return null
  })
  const revoke = useAsking(async (id: string) => {
    await remindersApi.revokeCalendarLink(id)
    setUrl(null)
    say(t('calendar.revoked'))
    await read()
    return null
  })
  useEffect(() => {
    void read().catch(() => undefined)
  }, [])
  return { links, url, make, revoke }
}

/** The planned sessions in the person's own calendar, by a secret link that can be revoked. */
export function Calendar() {
  const { links, url, make, revoke } = useLinks()
  return (
    <Card title={t('calendar.title')}>
      <p class="hint">{t('calendar.words')}</p>
      <ProblemLine words={make.problem ?? revoke.problem} />
      {url && <Fresh url={url} />}
      <ul class="rows">
        {links.map((link) => (
          <Row key={link.id} link={link} onRevoke={() => revoke.ask(link.id)} />
        ))}
      </ul>
      <Button icon="plus" disabled={make.asking} onClick={() => make.ask()}>
        {t('calendar.make')}
      </Button>
    </Card>
  )
}
