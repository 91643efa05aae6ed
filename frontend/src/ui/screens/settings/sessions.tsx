import { useEffect, useState } from 'preact/hooks'
import type { BrowserSession } from '../../../api/headless'
import { Button } from '../../parts/button'
import { Icon } from '../../parts/icon'
import { ProblemLine } from '../../parts/problem'
import { useAsking } from '../../parts/use-asking'
import { now } from '../../state/clock'
import { headless } from '../../state/server'
import { ago } from '../../words/dates'
import { deviceWords } from '../../words/device'
import { t } from './words'

function Row({ session, onEnd }: { session: BrowserSession; onEnd: () => void }) {
  const device = deviceWords(session.user_agent)
  const since = new Date(session.created_at * 1000)
  return (
    <li class="row">
      <Icon name="phone" />
      <span class="row-words">
        <b>{device}</b>
        <span class="hint">{t('safety.sessions.seen', { when: ago(since, now.value) })}</span>
      </span>
      {session.is_current ? (
        <span class="badge badge-good">{t('safety.sessions.here')}</span>
      ) : (
        <Button kind="quiet" aria-label={t('safety.sessions.end', { device })} onClick={onEnd}>
          {t('safety.sessions.end.word')}
        </Button>
      )}
    </li>
  )
}

/** Where the person is signed in; any other place can be signed out from here. */
export function Sessions() {
  const [sessions, setSessions] = useState<BrowserSession[]>([])
  const { ask, problem } = useAsking(async (id: number) => {
    const { data } = await headless.endSessions([id])
    setSessions(data ?? [])
    return null
  })
  useEffect(() => {
    headless.sessions().then(
      ({ data }) => setSessions(data ?? []),
      () => undefined,
    )
  }, [])
  return (
    <section class="section">
      <h3>{t('safety.sessions')}</h3>
      <ProblemLine words={problem} />
      <ul class="rows">
        {sessions.map((session) => (
          <Row key={session.id} session={session} onEnd={() => ask(session.id)} />
        ))}
      </ul>
    </section>
  )
}
