import { useEffect, useRef, useState } from 'preact/hooks'
import { Problem } from '../../../api/errors'
import type { Weekday } from '../../../domain/clock'
import type { ReminderKind } from '../../../domain/notice'
import type { Channel, NewRule, QuietTimes, Rule } from '../../../domain/reminder'
import { Button, IconButton } from '../../parts/button'
import { AnyOf, OneOf } from '../../parts/choice'
import { DraftLine } from '../../parts/draft-line'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { useAsking } from '../../parts/use-asking'
import { useDraft } from '../../parts/use-draft'
import { asksFootCheck } from '../../state/diary'
import { shortWeekday, WEEKDAYS } from '../../words/weekdays'
import { MOST_TIMES, movedWords, nextTime, type Wrong, wrongWith } from './rule'
import { remindersApi } from './server'
import { t } from './words'

const NEW: NewRule = {
  kind: 'exercise',
  times: ['08:30'],
  days: [...WEEKDAYS],
  channels: ['push', 'email'],
  enabled: true,
}

const KINDS: readonly ReminderKind[] = ['exercise', 'pain', 'foot_check']

const ways = () =>
  [
    { value: 'push', label: t('rule.channel.push'), hint: t('rule.channel.push.hint') },
    { value: 'email', label: t('rule.channel.email') },
  ] as const satisfies readonly { value: Channel; label: string; hint?: string }[]

const onOrOff = () =>
  [
    { value: 'on', label: t('rule.enabled.on') },
    { value: 'off', label: t('rule.enabled.off') },
  ] as const

interface Part {
  draft: NewRule
  wrong: Wrong | null
  onChange: (changes: Partial<NewRule>) => void
}

function Times({ draft, wrong, quiet, onChange }: Part & { quiet: QuietTimes | null }) {
  const { times } = draft
  const put = (i: number, time: string) => onChange({ times: times.map((one, j) => (j === i ? time : one)) })
  const drop = (i: number) => onChange({ times: times.filter((_, j) => j !== i) })
  const more = times.length < MOST_TIMES
  return (
    <fieldset class="choice">
      <legend class="choice-legend">{t('rule.times')}</legend>
      {times.map((time, i) => (
        <div key={i} class="time-row">
          <TextField
            type="time"
            label={times.length > 1 ? t('rule.time.nth', { count: i + 1 }) : t('rule.time')}
            labelUnseen={times.length === 1}
            value={time}
            error={wrong?.times[i]}
            onInput={(event) => put(i, event.currentTarget.value)}
          />
          {times.length > 1 && (
            <IconButton icon="bin" label={t('rule.time.remove', { time })} onClick={() => drop(i)} />
          )}
        </div>
      ))}
      {movedWords(times, quiet).map((words) => (
        <p key={words} class="hint">
          {words}
        </p>
      ))}
      {more && (
        <Button icon="plus" onClick={() => onChange({ times: [...times, nextTime(times)] })}>
          {t('rule.time.add')}
        </Button>
      )}
    </fieldset>
  )
}

const DAYS = WEEKDAYS.map((day) => ({ value: String(day), label: shortWeekday(day) }))

function Days({ draft, wrong, onChange }: Part) {
  const put = (values: string[]) => onChange({ days: values.map((value) => Number(value) as Weekday).sort() })
  return (
    <>
      <AnyOf legend={t('rule.days')} options={DAYS} values={draft.days.map(String)} onChange={put} />
      {wrong?.days && (
        <p class="field-error" role="alert">
          {wrong.days}
        </p>
      )}
    </>
  )
}

function Ways({ draft, onChange }: Omit<Part, 'wrong'>) {
  const put = (way: Channel) => onChange({ channels: way === 'push' ? ['push', 'email'] : ['email'] })
  return (
    <OneOf
      legend={t('rule.channels')}
      look="list"
      options={ways()}
      value={draft.channels[0] ?? 'email'}
      onChange={put}
    />
  )
}

function Kind({ draft, onChange }: Omit<Part, 'wrong'>) {
  const kinds = KINDS.filter((kind) => kind !== 'foot_check' || asksFootCheck.value)
  const options = kinds.map((value) => ({ value, label: t(`kind.${value}`) }))
  return (
    <OneOf
      legend={t('rule.kind')}
      options={options}
      value={draft.kind}
      onChange={(kind) => onChange({ kind })}
    />
  )
}

/** Whether a rule was deleted in the meantime, in another tab or on another device. */
const isGone = (error: unknown): boolean => error instanceof Problem && error.status === 404

/** Saves a rule and says so; one that is gone is told as gone. */
async function save(rule: Rule | null, { kind, times, days, channels, enabled }: NewRule): Promise<void> {
  const told = { kind, times: [...times].sort(), days, channels, enabled }
  try {
    await (rule ? remindersApi.changeRule(rule.id, told) : remindersApi.makeRule(told))
    say(t('rule.saved'))
  } catch (error) {
    if (!isGone(error)) throw error
    say(t('rule.gone'))
  }
}

function Delete({ rule, onDeleted }: { rule: Rule; onDeleted: () => void }) {
  const { ask, asking, problem } = useAsking(async () => {
    await remindersApi.removeRule(rule.id).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
    say(t('rule.deleted'))
    onDeleted()
    return null
  })
  return (
    <>
      <ProblemLine words={problem} />
      <Button kind="danger" icon="bin" disabled={asking} onClick={ask}>
        {t('rule.delete')}
      </Button>
    </>
  )
}

/** Brings the first thing that is wrong into sight, which may be far above the button that found it. */
function useFirstError(wrong: Wrong | null) {
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wrong) fields.current?.querySelector('.field-error')?.scrollIntoView({ block: 'center' })
  }, [wrong])
  return fields
}

/** One rule: what for, when, on which days and how. */
export function RuleSheet({
  rule,
  quiet,
  onClose,
  onChanged,
}: {
  rule: Rule | null
  quiet: QuietTimes | null
  onClose: () => void
  onChanged: () => void
}) {
  const kept = useDraft<NewRule>(`reminder.${rule?.id ?? 'new'}`, rule ?? NEW)
  const { value: draft, change } = kept
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const { ask, asking, problem } = useAsking(async () => {
    const found = wrongWith(draft)
    setWrong(found)
    if (found) return null
    await save(rule, draft)
    kept.drop()
    onChanged()
    return null
  })
  // Beside the button: who has just pressed it looks there.
  const foot = (
    <>
      <ProblemLine words={problem} />
      <Button kind="main" wide disabled={asking} onClick={ask}>
        {t('save')}
      </Button>
    </>
  )
  const title = rule ? t('rule.edit.title', { kind: t(`kind.${rule.kind}`) }) : t('rule.new.title')
  return (
    <Sheet title={title} onClose={onClose} foot={foot}>
      <DraftLine draft={kept} />
      {rule ? (
        <OneOf
          legend={t('rule.enabled')}
          options={onOrOff()}
          value={draft.enabled ? 'on' : 'off'}
          onChange={(value) => change({ enabled: value === 'on' })}
        />
      ) : (
        <Kind draft={draft} onChange={change} />
      )}
      <div class="stack" ref={useFirstError(wrong)}>
        <Times draft={draft} wrong={wrong} quiet={quiet} onChange={change} />
        <Days draft={draft} wrong={wrong} onChange={change} />
      </div>
      <Ways draft={draft} onChange={change} />
      {rule && <Delete rule={rule} onDeleted={onChanged} />}
    </Sheet>
  )
}
