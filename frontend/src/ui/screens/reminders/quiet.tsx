import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { PushDevice } from '../../../api/push'
import type { NotificationSettings } from '../../../api/reminders'
import { addDays } from '../../../domain/clock'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { today } from '../../state/clock'
import { standing } from '../../state/push'
import { me } from '../../state/session'
import { longDay } from '../../words/dates'
import { type SettingsCell, useChange } from './use-settings'
import { t } from './words'

const WEEK = 7
/** A slip of the finger in the year would silence everything for good. */
const LONGEST = 366

/** Until when all reminders pause, where they do. */
export function Paused({ cell }: { cell: SettingsCell }) {
  const { settings } = cell
  const { asking, change } = useChange(cell)
  const until = settings?.paused_until ?? null
  if (until === null || until <= today.value) return null
  const action = (
    <Button kind="quiet" disabled={asking} onClick={() => change({ paused_until: null }, t('pause.ended'))}>
      {t('pause.end')}
    </Button>
  )
  return (
    <Banner icon="pause" action={action}>
      <b>{t('pause.on')}</b> {t('pause.until', { day: longDay(until) })}
    </Banner>
  )
}

/** From when until when nothing speaks. */
export function QuietHours({ cell }: { cell: SettingsCell }) {
  const { settings } = cell
  const { asking, problem, change } = useChange(cell)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  useEffect(() => {
    setFrom(settings?.quiet_from ?? '')
    setTo(settings?.quiet_to ?? '')
  }, [settings?.quiet_from, settings?.quiet_to])
  const isChanged = from !== settings?.quiet_from || to !== settings?.quiet_to
  if (!settings) return null
  const submit = (event: Event) => {
    event.preventDefault()
    change({ quiet_from: from, quiet_to: to }, t('quiet.saved'))
  }
  return (
    <Card title={t('quiet.title')}>
      <p class="hint">{t('quiet.words')}</p>
      <ProblemLine words={problem} />
      <form class="stack" onSubmit={submit}>
        <div class="time-pair">
          <TextField
            type="time"
            label={t('quiet.from')}
            value={from}
            required
            onInput={(event) => setFrom(event.currentTarget.value)}
          />
          <TextField
            type="time"
            label={t('quiet.to')}
            value={to}
            required
            onInput={(event) => setTo(event.currentTarget.value)}
          />
        </div>
        <p class="hint">{t('quiet.none')}</p>
        <Button type="submit" disabled={asking || !isChanged || !from || !to}>
          {t('save')}
        </Button>
      </form>
    </Card>
  )
}

/** "Leave me in peace until": tomorrow, a week, or a day of one's own. */
export function Pause({ cell }: { cell: SettingsCell }) {
  const { settings } = cell
  const { asking, problem, change } = useChange(cell)
  const [until, setUntil] = useState('')
  const tomorrow = addDays(today.value, 1)
  const latest = addDays(today.value, LONGEST)
  const pause = (day: string) => change({ paused_until: day }, t('pause.until', { day: longDay(day) }))
  if (!settings) return null
  return (
    <Card title={t('pause.title')}>
      <p class="hint">{t('pause.words')}</p>
      <Paused cell={cell} />
      <ProblemLine words={problem} />
      <div class="button-row">
        <Button disabled={asking} onClick={() => pause(tomorrow)}>
          {t('pause.day')}
        </Button>
        <Button disabled={asking} onClick={() => pause(addDays(today.value, WEEK))}>
          {t('pause.week')}
        </Button>
      </div>
      <div class="time-row">
        <TextField
          type="date"
          label={t('pause.date')}
          min={tomorrow}
          max={latest}
          value={until}
          onInput={(event) => setUntil(event.currentTarget.value)}
        />
        <Button disabled={asking || until < tomorrow || until > latest} onClick={() => pause(until)}>
          {t('pause.set')}
        </Button>
      </div>
    </Card>
  )
}

const EMAIL = [
  { value: 'on', label: t('email.on') },
  { value: 'off', label: t('email.off') },
] as const

const stopOf = ({ stopped }: NotificationSettings) => stopped.find(({ stream }) => stream === 'reminders')

/** Whether the person wants reminders by e-mail: not after a word here, nor after one in a letter. */
const isWanted = (settings: NotificationSettings): boolean =>
  settings.email && stopOf(settings)?.reason !== 'unsubscribed'

/** Says that no way is left for a reminder: no e-mail, and no device, neither this one nor another. */
export function Unreached({
  cell: { settings },
  others,
}: {
  cell: SettingsCell
  others: PushDevice[] | null
}) {
  if (!settings || isWanted(settings) || !others || others.length > 0) return null
  if (standing.value === null || standing.value === 'on') return null
  return (
    <Banner icon="alert" tone="attention">
      {t('email.unreached')}
    </Banner>
  )
}

/** Whether reminders may come by e-mail. */
export function ByEmail({ cell, children }: { cell: SettingsCell; children: ComponentChildren }) {
  const { settings } = cell
  const { problem, change } = useChange(cell)
  if (!settings) return null
  const again = (
    <Button kind="quiet" onClick={() => change({ email: true }, t('email.again.done'))}>
      {t('email.again')}
    </Button>
  )
  return (
    <Card title={t('email.title')}>
      {settings.email && stopOf(settings)?.reason === 'bounced' && (
        <Banner icon="alert" tone="attention" action={again}>
          {t('email.bounced', { email: me.value?.email ?? '' })}
        </Banner>
      )}
      <ProblemLine words={problem} />
      <OneOf
        legend={t('email.legend')}
        hint={t('email.hint')}
        options={EMAIL}
        look="list"
        value={isWanted(settings) ? 'on' : 'off'}
        onChange={(value) => change({ email: value === 'on' }, t('saved'))}
      />
      {children}
    </Card>
  )
}
