import type { PushDevice } from '../../../api/push'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { useFetched } from '../../parts/use-fetched'
import { isPatient, me } from '../../state/session'
import { Bounced, ByEmail, Unreached } from './by-email'
import { Calendar } from './calendar'
import { Devices, useOtherDevices } from './devices'
import { Lately } from './lately'
import { Pause, Paused } from './pause'
import { Quiet } from './quiet'
import { Rules } from './rules'
import { remindersApi } from './server'
import { Face } from './setting'
import { ThisDevice } from './this-device'
import { type Part, type SettingsCell, useSettings } from './use-settings'
import { StaffWeekly, Weekly } from './weekly'
import { t } from './words'
import './reminders.css'

/** In the place of all that cannot be shown while the server cannot be asked. */
function Unread({ cell: { problem, again }, words }: { cell: SettingsCell; words: string }) {
  if (!problem) return null
  const action = (
    <Button kind="quiet" onClick={again}>
      {t('try.again')}
    </Button>
  )
  return (
    <Banner icon="offline" action={action}>
      {problem} {words}
    </Banner>
  )
}

function Staff() {
  const cell = useSettings()
  return (
    <Screen title={t('reminders.title')} backTo="/settings">
      <Unread cell={cell} words={t('settings.unread.staff')} />
      <StaffWeekly part={cell.part} />
    </Screen>
  )
}

/** The weeks that were summed up: on a phone they can be read without network too. */
function PastWeeks() {
  return (
    <li>
      <a class="row" href="/summaries">
        <Face icon="history" name={t('weekly.all')} now={t('weekly.all.words')} />
      </a>
    </li>
  )
}

/** What is seldom changed, a row each: how it stands, and behind it its form. */
function More({ part, others }: { part: Part | null; others: PushDevice[] | null }) {
  return (
    <Card title={t('more.title')}>
      <ul class="rows">
        {part && <Pause {...part} />}
        {part && <Quiet {...part} />}
        {part && <ByEmail {...part} others={others} />}
        <Lately />
        {part && <Weekly {...part} />}
        <PastWeeks />
        <Calendar />
      </ul>
    </Card>
  )
}

function Own() {
  const cell = useSettings()
  const rules = useFetched('rules', remindersApi.rules)
  const devices = useOtherDevices()
  const { part } = cell
  const { others } = devices
  const hasRules = rules.fetched.state === 'here' && rules.fetched.value.results.length > 0
  return (
    <Screen title={t('reminders.title')} backTo="/settings">
      {part && <Paused {...part} />}
      {part && <Bounced {...part} />}
      {part && <Unreached settings={part.settings} others={others} />}
      <Rules of={rules} settings={part?.settings ?? null} />
      <ThisDevice isNext={hasRules} />
      <Devices of={devices} />
      <Unread cell={cell} words={t('settings.unread')} />
      {(part || cell.problem) && <More part={part} others={others} />}
    </Screen>
  )
}

/** What reminds a patient, when and where, and when not. Staff only get the week by e-mail. */
export function Reminders() {
  const person = me.value
  if (!person) return <Loading />
  return isPatient.value && person.patient !== null ? <Own /> : <Staff />
}
