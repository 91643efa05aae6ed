import { useState } from 'preact/hooks'
import type { TeamPlace } from '../../../api/care-team'
import type { PatientRecord } from '../../../api/record'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { AnyOf, OneOf } from '../../parts/choice'
import { SelectField, TextField } from '../../parts/field'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { t } from '../../parts/staff/words'
import { clinics } from '../../state/clinics'
import { now } from '../../state/clock'
import { therapist } from '../../state/therapist'

const ways = () =>
  [
    { value: 'always', label: t('team.add.always') },
    { value: 'cover', label: t('team.add.cover') },
  ] as const
const leadChoice = () => [{ value: 'lead', label: t('team.add.lead') }] as const

function Who({
  clinic,
  team,
  value,
  error,
  onChange,
}: {
  clinic: string
  team: readonly TeamPlace[]
  value: string
  error: string | undefined
  onChange: (user: string) => void
}) {
  const page = useLoading(`therapists ${clinic}`, () => clinics.therapists(clinic))
  const others = page.found?.results.filter(({ id }) => !team.some(({ user }) => user === id)) ?? []
  if (page.trouble) return <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
  if (page.found && others.length === 0) return <p>{t('team.add.nobody')}</p>
  return (
    <SelectField
      label={t('team.add.who')}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{t('team.add.choose')}</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

/** What of the form is sent: only what differs from the place as it stands. */
function changesOf(
  of: TeamPlace | null,
  today: string,
  form: { how: 'always' | 'cover'; from: string; until: string; lead: boolean },
) {
  const until = form.how === 'cover' ? form.until : null
  return {
    ...(form.how === 'cover' && form.from !== (of?.from_on ?? today) ? { from_on: form.from } : {}),
    ...(until !== (of?.until_on ?? null) ? { until_on: until } : {}),
    ...(form.lead !== (of?.lead ?? false) ? { lead: form.lead } : {}),
  }
}

/** Gives a colleague a place in the team, for good or for a time, or changes the one they have. */
export function PlaceSheet({
  record,
  team,
  of,
  onSaved,
  onRemove,
  onClose,
}: {
  record: PatientRecord
  team: readonly TeamPlace[]
  of: TeamPlace | null
  onSaved: () => void
  onRemove: (of: TeamPlace) => void
  onClose: () => void
}) {
  const today = localDate(now.value, record.time_zone)
  const [user, setUser] = useState(of?.user ?? '')
  const [how, setHow] = useState<'always' | 'cover'>(of?.until_on ? 'cover' : 'always')
  const [from, setFrom] = useState(of?.from_on ?? today)
  const [until, setUntil] = useState(of?.until_on ?? '')
  const [lead, setLead] = useState<'lead'[]>(of?.lead ? ['lead'] : [])
  const { send, sending, trouble } = useSending(async () => {
    const changes = changesOf(of, today, { how, from, until, lead: lead.length > 0 })
    const saved = await therapist.putInTeam(record.id, { user, ...changes })
    say(t(of ? 'team.change.done' : 'team.add.done', saved))
    onSaved()
  })
  const ready = user !== '' && (how === 'always' || until !== '')
  const foot = (
    <>
      <Button kind="main" wide disabled={sending || !ready} onClick={send}>
        {t(of ? 'team.change.action' : 'team.add.action')}
      </Button>
      {of && (
        <Button kind="danger" wide onClick={() => onRemove(of)}>
          {t('team.remove')}
        </Button>
      )}
    </>
  )
  return (
    <Sheet title={of ? t('team.change.title', of) : t('team.add.title')} onClose={onClose} foot={foot}>
      <div class="stack">
        <p class="hint">{t('team.add.words', record)}</p>
        {!of && (
          <Who
            clinic={record.episode?.clinic?.id ?? ''}
            team={team}
            value={user}
            error={trouble?.fields.user}
            onChange={setUser}
          />
        )}
        <OneOf legend={t('team.add.how')} look="list" options={ways()} value={how} onChange={setHow} />
        {how === 'cover' && (
          <div class="team-days">
            <TextField
              type="date"
              label={t('team.add.from')}
              value={from}
              min={of && of.from_on < today ? of.from_on : today}
              error={trouble?.fields.from_on}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
            <TextField
              type="date"
              label={t('team.add.until')}
              value={until}
              min={from > today ? from : today}
              error={trouble?.fields.until_on}
              onInput={(event) => setUntil(event.currentTarget.value)}
            />
          </div>
        )}
        <AnyOf
          legend={t('team.lead')}
          legendUnseen
          look="list"
          options={leadChoice()}
          values={lead}
          onChange={setLead}
        />
        <TroubleBanner trouble={trouble} />
      </div>
    </Sheet>
  )
}
