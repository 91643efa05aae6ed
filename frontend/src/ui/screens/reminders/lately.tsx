import type { Notice } from '../../../api/reminders'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { Sheet } from '../../parts/sheet'
import { useFetched } from '../../parts/use-fetched'
import { now, zone } from '../../state/clock'
import { shortDay, timeOfDay } from '../../words/dates'
import { becameWords } from './became'
import { remindersApi } from './server'
import { Setting } from './setting'
import { t } from './words'

/** More would be a history; this answers "why did nothing come?". */
const SHOWN = 30

function Line({ of, isAhead }: { of: Notice; isAhead: boolean }) {
  const { due_at } = of
  return (
    <li class="row">
      <span class="row-words">
        <b>{t(`lately.kind.${of.kind}`)}</b>
        <span class="hint">
          {t('lately.when', {
            day: shortDay(localDate(due_at, zone.value)),
            time: timeOfDay(due_at, zone.value),
          })}
        </span>
        {!isAhead && <span class="lately-became">{becameWords(of)}</span>}
      </span>
    </li>
  )
}

function Group({ isAhead, notices }: { isAhead: boolean; notices: readonly Notice[] }) {
  if (notices.length === 0) return null
  return (
    <section>
      <h3>{t(isAhead ? 'lately.next' : 'lately.past')}</h3>
      <ul class="rows">
        {notices.map((notice) => (
          <Line key={notice.id} of={notice} isAhead={isAhead} />
        ))}
      </ul>
    </section>
  )
}

function Lines({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) return <p>{t('lately.none')}</p>
  const isAhead = ({ due_at }: Notice) => Date.parse(due_at) > now.value.getTime()
  const isToCome = (notice: Notice) => isAhead(notice) && notice.state === 'waiting'
  return (
    <>
      <Group isAhead notices={notices.filter(isToCome).reverse()} />
      <Group isAhead={false} notices={notices.filter((notice) => !isAhead(notice))} />
    </>
  )
}

function LatelySheet({ onClose }: { onClose: () => void }) {
  const { fetched, again } = useFetched('lately', () => remindersApi.notices(SHOWN))
  return (
    <Sheet title={t('lately.title')} onClose={onClose}>
      <p>{t('lately.words')}</p>
      {fetched.state === 'loading' && <Loading />}
      {fetched.state === 'failed' && (
        <>
          <ProblemLine words={fetched.words} />
          <Button onClick={again}>{t('try.again')}</Button>
        </>
      )}
      {fetched.state === 'here' && <Lines notices={fetched.value} />}
    </Sheet>
  )
}

/** The recent notification log of the person, with the reason where nothing was sent. */
export function Lately() {
  return (
    <Setting icon="timer" name={t('lately.title')} now={t('lately.now')}>
      {(onClose) => <LatelySheet onClose={onClose} />}
    </Setting>
  )
}
