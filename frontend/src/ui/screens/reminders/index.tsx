import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { isPatient, me } from '../../state/session'
import { Calendar } from './calendar'
import { Devices, useOtherDevices } from './devices'
import { ByEmail, Pause, Paused, QuietHours, Unreached } from './quiet'
import { Rules } from './rules'
import { ThisDevice } from './this-device'
import { type SettingsCell, useSettings } from './use-settings'
import { Weekly } from './weekly'
import { t } from './words'
import './reminders.css'

/** In the place of all that cannot be shown while the server cannot be asked. */
function Unread({ cell: { problem, again } }: { cell: SettingsCell }) {
  if (!problem) return null
  const action = (
    <Button kind="quiet" onClick={again}>
      {t('try.again')}
    </Button>
  )
  return (
    <Banner icon="offline" action={action}>
      {problem} {t(isPatient.value ? 'settings.unread' : 'settings.unread.staff')}
    </Banner>
  )
}

/** What reminds a patient, when and where; quiet times; the weekly summary; the calendar. Staff only get the week by letter. */
export function Reminders() {
  const cell = useSettings()
  const devices = useOtherDevices()
  const person = me.value
  if (!person) return <Loading />
  const isOwnPatient = isPatient.value && person.patient !== null
  const unreached = isOwnPatient && <Unreached cell={cell} others={devices.others} />
  return (
    <Screen title={t('reminders.title')} backTo="/settings">
      <Paused cell={cell} />
      {unreached}
      {isOwnPatient && <Rules />}
      {isOwnPatient && <ThisDevice />}
      <Devices of={devices} />
      <Unread cell={cell} />
      {isOwnPatient && <QuietHours cell={cell} />}
      {isOwnPatient && <Pause cell={cell} />}
      {isOwnPatient && <ByEmail cell={cell}>{unreached}</ByEmail>}
      <Weekly cell={cell} />
      {isOwnPatient && <Calendar />}
    </Screen>
  )
}
