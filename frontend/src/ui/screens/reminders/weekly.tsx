import type { NotificationSettings } from '../../../api/reminders'
import type { Weekday } from '../../../domain/clock'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { SelectField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { isStaff, me } from '../../state/session'
import { longWeekday, WEEKDAYS } from '../../words/weekdays'
import { clockWords } from './rule'
import { type SettingsCell, useChange } from './use-settings'
import { t } from './words'

const SWITCH = [
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

/** Says that the letter goes out no more, though the week is still summed up. */
function Stopped({ settings, change }: { settings: NotificationSettings; change: Change }) {
  const stop = settings.stopped.find(({ stream }) => stream !== 'reminders')
  if (!stop || !settings.email) return null
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
export function Weekly({ cell }: { cell: SettingsCell }) {
  const { settings } = cell
  const { problem, change } = useChange(cell)
  return (
    <Card title={t('weekly.title')}>
      <p class="hint">{t(isStaff.value ? 'weekly.words.staff' : 'weekly.words')}</p>
      <ProblemLine words={problem} />
      {settings && (
        <>
          <OneOf
            legend={t('weekly.legend')}
            legendUnseen
            options={SWITCH}
            value={settings.weekly_on ? 'on' : 'off'}
            onChange={(value) => change({ weekly_on: value === 'on' }, t('saved'))}
          />
          {settings.weekly_on && <Stopped settings={settings} change={change} />}
          {settings.weekly_on && <When settings={settings} change={change} />}
        </>
      )}
      <ButtonLink href="/summaries">{t('weekly.all')}</ButtonLink>
    </Card>
  )
}
