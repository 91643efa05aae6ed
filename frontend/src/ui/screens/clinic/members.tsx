import { useState } from 'preact/hooks'
import type { Member } from '../../../api/clinic'
import type { Page } from '../../../api/contract'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { Loading } from '../../parts/loading'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import type { Loaded } from '../../parts/staff/use-loading'
import { refreshMe } from '../../state/account'
import { zone } from '../../state/clock'
import { me } from '../../state/session'
import { fullDate } from '../../words/dates'
import { EndSheet, type Place } from './end-sheet'
import { t } from './words'

const isMe = ({ person }: Member) => person === me.value?.id

function Row({ of, onEnd }: { of: Member; onEnd: () => void }) {
  const role = t(`clinic.role.${of.role}`)
  const since = t('clinic.since', { day: fullDate(localDate(of.created_at, zone.value)) })
  return (
    <li class="member">
      <div class="member-words">
        <b>{of.name || of.email}</b> {isMe(of) && <span class="badge">{t('clinic.you')}</span>}
        <p>{role}</p>
        <p class="hint">
          {of.email}
          <br />
          {since}
        </p>
      </div>
      <span class="small-button member-end">
        <Button aria-label={t('clinic.end.of', { name: of.name || of.email, role })} onClick={onEnd}>
          {t('clinic.end')}
        </Button>
      </span>
    </li>
  )
}

/** Everybody who works in a clinic, by name. */
export function Members({ clinic, page }: { clinic: Place; page: Loaded<Page<Member>> }) {
  const [ending, setEnding] = useState<Member | null>(null)
  const byName = [...(page.found?.results ?? [])].sort((a, b) => a.name.localeCompare(b.name))
  const drop = (gone: Member) => {
    setEnding(null)
    page.set((before) => ({ ...before, results: before.results.filter(({ id }) => id !== gone.id) }))
    if (isMe(gone)) void refreshMe().catch(() => undefined)
  }
  return (
    <Card title={clinic.name}>
      <p class="hint">{t('clinic.words')}</p>
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      {!page.found && page.loading && <Loading />}
      <ul class="plain-list members">
        {byName.map((one) => (
          <Row key={one.id} of={one} onEnd={() => setEnding(one)} />
        ))}
      </ul>
      {ending && (
        <EndSheet of={ending} clinic={clinic} onEnded={() => drop(ending)} onClose={() => setEnding(null)} />
      )}
    </Card>
  )
}
