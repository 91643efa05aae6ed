import { useState } from 'preact/hooks'
import type { Flag, FlagEvent } from '../../../api/flags'
import type { Who } from '../../../api/record'
import { addDays, localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { SelectField, TextField } from '../../parts/field'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { now, zone } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { dayAndMonth, dayAndTime } from '../../words/dates'
import { t } from './words'

const A_WEEK = 7
const LONGEST_SNOOZE = 90

function eventWords({ act, by, to, until_on, note }: FlagEvent): string {
  const name = by?.name ?? t('flag.event.somebody')
  const words = t(`flag.event.${act}`, {
    name,
    to: to?.name ?? t('flag.event.somebody'),
    day: until_on ? dayAndMonth(until_on) : '',
  })
  return note ? `${words}: ${note}` : words
}

/** What was done about a flag, by whom and when. */
export function History({ flag: { history } }: { flag: Flag }) {
  return (
    <ul class="plain-list flag-history">
      {history.map((event) => (
        <li key={`${event.at} ${event.act}`}>
          <span class="hint">{dayAndTime(event.at, zone.value)}</span> {eventWords(event)}
        </li>
      ))}
    </ul>
  )
}

interface SheetProps {
  flag: Flag
  team: readonly Who[]
  onChange: (flag: Flag) => void
  onClose: () => void
}

function PutOff({ flag, onChange }: Pick<SheetProps, 'flag' | 'onChange'>) {
  const today = localDate(now.value, zone.value)
  const [until, setUntil] = useState<string>(addDays(today, A_WEEK))
  const { send, sending, trouble } = useSending(async () => {
    onChange(await therapist.snoozeFlag(flag, until))
    say(t('patient.flag.snooze.said', { day: dayAndMonth(until) }))
  })
  return (
    <>
      <TextField
        type="date"
        label={t('patient.flag.snooze.until')}
        hint={t('patient.flag.snooze.hint')}
        error={trouble?.fields.until_on}
        min={addDays(today, 1)}
        max={addDays(today, LONGEST_SNOOZE)}
        value={until}
        onInput={(event) => setUntil(event.currentTarget.value)}
      />
      <Button wide disabled={sending || !until} onClick={send}>
        {t('patient.flag.snooze')}
      </Button>
      <TroubleBanner trouble={trouble} />
    </>
  )
}

function HandOn({ flag, team, onChange }: Pick<SheetProps, 'flag' | 'team' | 'onChange'>) {
  const others = team.filter(({ id }) => id !== flag.owner?.id)
  const [to, setTo] = useState(others[0]?.id ?? '')
  const { send, sending, trouble } = useSending(async () => {
    const after = await therapist.assignFlag(flag, to)
    onChange(after)
    say(t('patient.flag.assign.said', { name: after.owner?.name ?? '' }))
  })
  if (others.length === 0) return <p class="hint">{t('patient.flag.assign.nobody')}</p>
  return (
    <>
      <SelectField
        label={t('patient.flag.assign.to')}
        error={trouble?.fields.user}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      >
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button wide disabled={sending} onClick={send}>
        {t('patient.flag.assign')}
      </Button>
      <TroubleBanner trouble={trouble} />
    </>
  )
}

/** Putting a flag off, handing it on, and what was done about it. */
export function MoreSheet({ flag, team, onChange, onClose }: SheetProps) {
  return (
    <Sheet title={t(`flag.${flag.rule}`)} onClose={onClose}>
      <p>{flag.reason}</p>
      <PutOff flag={flag} onChange={onChange} />
      <HandOn flag={flag} team={team} onChange={onChange} />
      <h3>{t('patient.flag.history')}</h3>
      <History flag={flag} />
    </Sheet>
  )
}
