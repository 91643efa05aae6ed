import { useEffect, useRef, useState } from 'preact/hooks'
import type { CalendarLink } from '../../../api/reminders'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { useAsking } from '../../parts/use-asking'
import { zone } from '../../state/clock'
import { dayAndMonth } from '../../words/dates'
import { Removable } from './removable'
import { remindersApi } from './server'
import { Setting } from './setting'
import { t } from './words'

const dayWords = (instant: string): string => dayAndMonth(localDate(instant, zone.value))

function Row({ link, onRevoke }: { link: CalendarLink; onRevoke: () => void }) {
  const day = dayWords(link.created_at)
  const read = link.last_read_at
  return (
    <Removable
      icon="table"
      name={t('calendar.link', { day })}
      words={read ? t('calendar.read', { when: dayWords(read) }) : t('calendar.unread')}
      label={t('calendar.revoke', { day })}
      sure={t('calendar.sure')}
      yes={t('calendar.revoke.yes')}
      onRemove={onRevoke}
    />
  )
}

function useLinks() {
  const [links, setLinks] = useState<CalendarLink[] | null>(null)
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

type Links = ReturnType<typeof useLinks>

/** The link that was just made, to be copied: it is shown this once. */
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

function CalendarSheet({ of: { links, url, make, revoke }, onClose }: { of: Links; onClose: () => void }) {
  const isFirst = !links || links.length === 0
  return (
    <Sheet title={t('calendar.title')} onClose={onClose}>
      <p>{t('calendar.words')}</p>
      <ProblemLine words={make.problem ?? revoke.problem} />
      {url && <Fresh url={url} />}
      <ul class="rows">
        {links?.map((link) => (
          <Row key={link.id} link={link} onRevoke={() => revoke.ask(link.id)} />
        ))}
      </ul>
      <Button kind={isFirst ? 'main' : 'plain'} icon="plus" disabled={make.asking} onClick={() => make.ask()}>
        {t(isFirst ? 'calendar.make' : 'calendar.make.another')}
      </Button>
    </Sheet>
  )
}

function nowWords({ links }: Links): string {
  return links && links.length > 0 ? t('calendar.links', { count: links.length }) : t('calendar.now')
}

/** The planned sessions in the person's own calendar, by a secret link that can be revoked. */
export function Calendar() {
  const links = useLinks()
  return (
    <Setting icon="table" name={t('calendar.title')} now={nowWords(links)}>
      {(onClose) => <CalendarSheet of={links} onClose={onClose} />}
    </Setting>
  )
}
