import { useEffect, useState } from 'preact/hooks'
import type { CaseloadRow } from '../../../api/caseload'
import { Button, ButtonLink } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { useConditions } from '../../parts/staff/conditions'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useOnline } from '../../parts/staff/use-online'
import { t } from '../../parts/staff/words'
import { useNetworkBack } from '../../parts/use-network-back'
import { go, path, place } from '../../router'
import { isTherapist } from '../../state/session'
import { Empty } from './empty'
import { standsIn, useKept } from './kept'
import { Listed } from './listed'
import { OfflineCaseload } from './offline'
import { Returned } from './returned'
import { Toolbar } from './toolbar'
import { useCaseload, useFlags } from './use-caseload'
import { addressOf, type Wish, wishOf } from './wish'
import './caseload.css'

const PAUSE_MS = 250
/** How long after a try without a network comes the next. */
const RETRY_MS = 10_000

/** What is searched for, once the typing pauses. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

function More({ next, more }: Pick<ReturnType<typeof useCaseload>, 'next' | 'more'>) {
  return (
    <>
      <TroubleBanner trouble={more.trouble} onRetry={more.send} />
      {next && (
        <Button wide disabled={more.sending} onClick={more.send}>
          {t('caseload.more')}
        </Button>
      )}
    </>
  )
}

function Invite() {
  return (
    <ButtonLink icon="mail" href="/invite-patient">
      {t('caseload.invite')}
    </ButtonLink>
  )
}

const setWish = (wish: Wish) => go(addressOf(wish), { replace: true })

/** The live list: what can be searched, ordered and acted on. */
function LiveCaseload({ wish, search, onSearch, caseload, flags, nameOf }: LiveProps) {
  const onSeen = ({ id, name }: CaseloadRow) =>
    flags.acknowledge.send(id, () => say(t('caseload.seen.said', { name })))
  const onUndo = ({ id }: CaseloadRow) => flags.undo.send(id, () => say(t('caseload.undo.said')))
  const busy = flags.acknowledge.sending || flags.undo.sending
  const looks = caseload.rows?.filter((row) => row.needs_look).length ?? 0
  const isEmpty = caseload.rows?.length === 0 && !search && !wish.flagged
  return (
    <StaffScreen title={t('caseload.title')} tools={isTherapist.value && <Invite />}>
      {isTherapist.value && <Returned />}
      {!isEmpty && (
        <Toolbar
          wish={wish}
          search={search}
          flaggedCount={flags.isLoaded ? Math.max(flags.openCount, looks) : null}
          onWish={setWish}
          onSearch={onSearch}
        />
      )}
      <TroubleBanner trouble={caseload.trouble} onRetry={caseload.reload} />
      <TroubleBanner trouble={flags.acknowledge.trouble ?? flags.undo.trouble} />
      {!caseload.rows && caseload.loading && <Loading />}
      {caseload.rows?.length === 0 && (
        <Empty
          search={search}
          flagged={wish.flagged}
          onClear={() => onSearch('')}
          onEveryone={() => setWish({ ...wish, flagged: false })}
        />
      )}
      {caseload.rows && caseload.rows.length > 0 && (
        <Listed
          rows={caseload.rows}
          hasMore={caseload.next !== null}
          flagsOf={flags.of}
          nameOf={nameOf}
          acting={{ mayUndo: flags.mayUndo, busy, onSeen, onUndo }}
        />
      )}
      <More next={caseload.next} more={caseload.more} />
      {!isEmpty && <p class="hint">{t('caseload.reported')}</p>}
    </StaffScreen>
  )
}

interface LiveProps {
  wish: Wish
  search: string
  onSearch: (text: string) => void
  caseload: ReturnType<typeof useCaseload>
  flags: ReturnType<typeof useFlags>
  nameOf: (condition: string) => string
}

/** Everyone in one's care: those who need a look first, and why. Without a network, the list that was shown last. */
export function Caseload() {
  const [search, setSearch] = useState('')
  const wish = wishOf(place.value.query)
  const caseload = useCaseload(wish, usePaused(search))
  const flags = useFlags()
  const conditions = useConditions()
  const online = useOnline()
  useEffect(() => {
    if (path.value !== '/caseload') go('/caseload', { replace: true })
  }, [])
  const { found, trouble } = caseload
  const asked = flags.isLoaded && conditions.isLoaded ? found : null
  const kept = useKept(asked && { asked, flagsOf: flags.of, nameOf: conditions.nameOf }, trouble, [
    asked,
    ...flags.news,
  ])
  const again = () => {
    for (const { reload } of [caseload, flags, conditions]) reload()
  }
  useNetworkBack(again)
  useEffect(() => {
    if (trouble?.helps !== 'network') return
    // The browser does not tell of every network that is back.
    const timer = setTimeout(again, RETRY_MS)
    return () => clearTimeout(timer)
  }, [trouble])
  if (kept && standsIn(online, trouble) && kept.rows.length > 0)
    return <OfflineCaseload kept={kept} onRetry={again} />
  return (
    <LiveCaseload
      wish={wish}
      search={search}
      onSearch={setSearch}
      caseload={caseload}
      flags={flags}
      nameOf={conditions.nameOf}
    />
  )
}
