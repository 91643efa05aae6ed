import { useEffect, useState } from 'preact/hooks'
import type { CaseloadRow } from '../../../api/caseload'
import { Button, ButtonLink } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { useConditions } from '../../parts/staff/conditions'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useDesk } from '../../parts/staff/use-desk'
import { t } from '../../parts/staff/words'
import { go, path, place } from '../../router'
import { isTherapist } from '../../state/session'
import { Empty } from './empty'
import { CaseloadCards, CaseloadTable, type ListProps } from './list'
import { Returned } from './returned'
import { Toolbar } from './toolbar'
import { useCaseload, useFlags } from './use-caseload'
import { addressOf, type Wish, wishOf } from './wish'
import './caseload.css'

const PAUSE_MS = 250

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

function Listed({ next, ...list }: ListProps & { next: string | null }) {
  const isDesk = useDesk()
  const count = { count: list.rows.length }
  return (
    <>
      <div class="listing-head">
        <p class="hint" role="status">
          {next ? t('caseload.count.first', count) : t('caseload.count', count)}
        </p>
        {isTherapist.value && (
          <ButtonLink kind="quiet" href="/summaries">
            {t('caseload.weeks')}
          </ButtonLink>
        )}
      </div>
      {isDesk ? <CaseloadTable {...list} /> : <CaseloadCards {...list} />}
    </>
  )
}

const setWish = (wish: Wish) => go(addressOf(wish), { replace: true })

/** Everyone in one's care: those who need a look first, and why. */
export function Caseload() {
  const [search, setSearch] = useState('')
  const wish = wishOf(place.value.query)
  const caseload = useCaseload(wish, usePaused(search))
  const flags = useFlags()
  const { nameOf } = useConditions()
  useEffect(() => {
    if (path.value !== '/caseload') go('/caseload', { replace: true })
  }, [])
  const onSeen = ({ id, name }: CaseloadRow) =>
    flags.acknowledge.send(id, () => say(t('caseload.seen.said', { name })))
  const onUndo = ({ id }: CaseloadRow) => flags.undo.send(id, () => say(t('caseload.undo.said')))
  const looks = caseload.rows?.filter((row) => row.needs_look).length ?? 0
  const isEmpty = caseload.rows?.length === 0 && !search && !wish.flagged
  const invite = isTherapist.value && (
    <ButtonLink icon="mail" href="/invite-patient">
      {t('caseload.invite')}
    </ButtonLink>
  )
  return (
    <StaffScreen title={t('caseload.title')} tools={invite}>
      {isTherapist.value && <Returned />}
      {!isEmpty && (
        <Toolbar
          wish={wish}
          search={search}
          flaggedCount={flags.isLoaded ? Math.max(flags.openCount, looks) : null}
          onWish={setWish}
          onSearch={setSearch}
        />
      )}
      <TroubleBanner trouble={caseload.trouble} onRetry={caseload.reload} />
      <TroubleBanner trouble={flags.acknowledge.trouble ?? flags.undo.trouble} />
      {!caseload.rows && caseload.loading && <Loading />}
      {caseload.rows?.length === 0 && (
        <Empty
          search={search}
          flagged={wish.flagged}
          onClear={() => setSearch('')}
          onEveryone={() => setWish({ ...wish, flagged: false })}
        />
      )}
      {caseload.rows && caseload.rows.length > 0 && (
        <Listed
          rows={caseload.rows}
          next={caseload.next}
          flagsOf={flags.of}
          mayUndo={flags.mayUndo}
          busy={flags.acknowledge.sending || flags.undo.sending}
          nameOf={nameOf}
          onSeen={onSeen}
          onUndo={onUndo}
        />
      )}
      <More next={caseload.next} more={caseload.more} />
      {!isEmpty && <p class="hint">{t('caseload.reported')}</p>}
    </StaffScreen>
  )
}
