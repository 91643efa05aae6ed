import type { NotificationSettings } from '../../../api/answers'
import type { Weekday } from '../../../domain/clock'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { SelectField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { Sheet } from '../../parts/sheet'
import { isStaff, me } from '../../state/session'
import { longWeekday, WEEKDAYS } from '../../words/weekdays'
import { clockWords } from './rule'
import { Setting } from './setting'
import { type Part, useChange } from './use-settings'
import { t } from './words'

const onOrOff = () =>
  [
    { value: 'on', label: t('weekly.on') },
    { value: 'off', label: t('weekly.off') },
  ] as const

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const hourWords = (hour: number) => clockWords(`${String(hour).padStart(2, '0')}:00`)

type Change = ReturnType<typeof useChange>['change']

function When({ settings, change }: { settings: NotificationSettings; change: Change }) {
  return (
    <div class="time-pair">
      <SelectField
        label={t('weekly.day')}
        value={String(settings.weekly_day)}
        onChange={(event) => change({ weekly_day: Number(event.currentTarget.value) as Weekday }, t('saved'))}
      >
        {WEEKDAYS.map((day) => (
          <option key={day} value={String(day)}>
            {longWeekday(day)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('weekly.hour')}
        value={String(settings.weekly_hour)}
        onChange={(event) => change({ weekly_hour: Number(event.currentTarget.value) }, t('saved'))}
      >
        {HOURS.map((hour) => (
          <option key={hour} value={String(hour)}>
            {hourWords(hour)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

const stopOf = ({ stopped, email }: NotificationSettings) =>
  email ? stopped.find(({ stream }) => stream !== 'reminders') : undefined

/** Says that the e-mail is not sent any more, though the week is still summed up. */
function Stopped({ settings, change }: { settings: NotificationSettings; change: Change }) {
  const stop = stopOf(settings)
  if (!stop) return null
  const words = stop.reason === 'bounced' ? 'weekly.bounced' : 'weekly.stopped'
  const again = (
    <Button kind="quiet" onClick={() => change({ weekly_on: true }, t('weekly.again.done'))}>
      {t('weekly.again')}
    </Button>
  )
  return (
    <Banner icon="mail" action={again}>
      {t(words, { email: me.value?.email ?? '' })}
    </Banner>
  )
}

/** The weekly summary: whether, on which day and from which hour. */
function Form({ settings, put }: Part) {
  const { problem, change } = useChange(put)
  return (
    <>
      <p>{t(isStaff.value ? 'weekly.words.staff' : 'weekly.words')}</p>
      <ProblemLine words={problem} />
      <OneOf
        legend={t('weekly.legend')}
        legendUnseen
        options={onOrOff()}
        value={settings.weekly_on ? 'on' : 'off'}
        onChange={(value) => change({ weekly_on: value === 'on' }, t('saved'))}
      />
      {settings.weekly_on && <Stopped settings={settings} change={change} />}
      {settings.weekly_on && <When settings={settings} change={change} />}
    </>
  )
}

/** All that staff may set here. */
export function StaffWeekly({ part }: { part: Part | null }) {
  return (
    <Card title={t('weekly.title')}>
      {part && <Form {...part} />}
      <ButtonLink href="/summaries">{t('weekly.all')}</ButtonLink>
    </Card>
  )
}

function nowWords(settings: NotificationSettings): string {
  if (!settings.weekly_on) return t('weekly.off')
  if (stopOf(settings)) return t('weekly.now.stopped')
  return t('weekly.now', { day: longWeekday(settings.weekly_day), time: hourWords(settings.weekly_hour) })
}

/** The weekly summary, as a row of the patient's. */
export function Weekly(part: Part) {
  return (
    <Setting icon="progress" name={t('weekly.title')} now={nowWords(part.settings)}>
      {(onClose) => (
        <Sheet title={t('weekly.title')} onClose={onClose}>
          <Form {...part} />
        </Sheet>
      )}
    </Setting>
  )
}
