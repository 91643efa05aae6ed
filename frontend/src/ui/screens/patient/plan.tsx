import { useState } from 'preact/hooks'
import type { Prescribed } from '../../../api/answers'
import type { Page } from '../../../api/contract'
import type { AssignmentVersion, PlanStep } from '../../../domain/plan'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { say } from '../../parts/said'
import { isWarning, reasonWords, scheduleWords, stretchWords } from '../../parts/staff/plan-words'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import type { Loaded } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { changesOf, inOrder, versionsToCome } from '../../parts/staff/version-words'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { doseWords } from '../../words/dose'
import { EndSheet, HoldSheet, ResumeSheet } from './pause-sheets'
import { t } from './words'

type NameOf = (slug: string) => string

function Steps({ steps, nameOf }: { steps: readonly PlanStep[]; nameOf: NameOf }) {
  return (
    <ul class="plain-list plan-steps">
      {steps.map((step) => (
        <li key={step.id}>
          <span>{nameOf(step.exercise)}</span>
          <span class="hint">{[doseWords(step), step.note].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  )
}

function Version({
  version,
  before,
  state,
  nameOf,
}: {
  version: AssignmentVersion
  before: AssignmentVersion | undefined
  state: string
  nameOf: NameOf
}) {
  const changes = before ? changesOf(before, version, nameOf) : [t('version.first')]
  return (
    <li class="stack-close">
      <b>{t('plan.version', { version: version.version, day: dayAndMonth(version.valid_from) })}</b>
      {state && <span class="hint">{state}</span>}
      <ul class="bullets">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {version.note && <p class="diary-note">{version.note}</p>}
    </li>
  )
}

function Versions({ of, nameOf }: { of: Prescribed; nameOf: NameOf }) {
  if (of.versions.length < 2) return null
  const ordered = inOrder(of.versions)
  const at = ordered.findIndex(({ version }) => version === of.version)
  const stateOf = (place: number) =>
    place === at ? t('version.now') : place > at ? t('version.to.come') : ''
  return (
    <details class="fold">
      <summary>{t('plan.versions', { count: of.versions.length })}</summary>
      <ul class="plain-list versions">
        {ordered
          .map((version, place) => (
            <Version
              key={version.version}
              version={version}
              before={ordered[place - 1]}
              state={stateOf(place)}
              nameOf={nameOf}
            />
          ))
          .reverse()}
      </ul>
    </details>
  )
}

/** What takes over next, what it changes, and a way to take it back. */
function ToCome({ of, nameOf, onChange }: { of: Prescribed; nameOf: NameOf; onChange: OnChange }) {
  const [next] = versionsToCome(of)
  const withdraw = useSending(async () => {
    if (!next) return
    await therapist.withdrawVersion(of.id, next.version)
    onChange({ ...of, versions: of.versions.filter(({ version }) => version !== next.version) })
    say(t('version.withdrawn'))
  })
  const now = of.versions.find(({ version }) => version === of.version)
  if (!next || !now) return null
  return (
    <div class="stack-close">
      <p>{t('plan.next', { day: dayAndMonth(next.valid_from), version: next.version })}</p>
      <ul class="bullets">
        {changesOf(now, next, nameOf).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <div class="button-row small-button">
        <Button
          icon="close"
          disabled={withdraw.sending}
          aria-label={t('version.withdraw.of', { version: next.version, name: of.name })}
          onClick={withdraw.send}
        >
          {t('version.withdraw')}
        </Button>
      </div>
      <TroubleBanner trouble={withdraw.trouble} />
    </div>
  )
}

function Held({ of }: { of: Prescribed }) {
  if (!of.held) return null
  const { from_on, until_on, reason } = of.held
  const said = { day: dayAndMonth(from_on), reason: reasonWords(reason) }
  return (
    <Banner icon="pause" tone={isWarning(of) ? 'attention' : 'calm'}>
      {until_on ? t('plan.held.until', { ...said, until: dayAndMonth(until_on) }) : t('plan.held', said)}{' '}
      {isWarning(of) && t('plan.held.warning')}
    </Banner>
  )
}

type OnChange = (changed: Prescribed) => void

interface ActsProps {
  patient: string
  of: Prescribed
  /** All of the patient's plans that a warning sign rests. */
  resting: readonly Prescribed[]
  onChange: OnChange
}

function Acts({ patient, of, resting, onChange }: ActsProps) {
  const [doing, setDoing] = useState<'hold' | 'resume' | 'end' | null>(null)
  const close = () => setDoing(null)
  const done = (changed: Prescribed) => {
    close()
    onChange(changed)
  }
  return (
    <div class="button-row small-button">
      <ButtonLink
        icon="edit"
        href={`/patients/${patient}/prescribe/${of.id}`}
        aria-label={t('plan.change.of', of)}
      >
        {t('plan.change')}
      </ButtonLink>
      {of.held ? (
        <Button
          icon="play"
          aria-label={isWarning(of) ? t('plan.resume.warning') : t('plan.resume.of', of)}
          onClick={() => setDoing('resume')}
        >
          {t('plan.resume')}
        </Button>
      ) : (
        <Button icon="pause" aria-label={t('plan.hold.of', of)} onClick={() => setDoing('hold')}>
          {t('plan.hold')}
        </Button>
      )}
      <Button aria-label={t('plan.end.of', of)} onClick={() => setDoing('end')}>
        {t('plan.end')}
      </Button>
      {doing === 'resume' && <ResumeSheet of={of} resting={resting} onDone={done} onClose={close} />}
      {doing === 'hold' && <HoldSheet of={of} onDone={done} onClose={close} />}
      {doing === 'end' && <EndSheet of={of} onDone={done} onClose={close} />}
    </div>
  )
}

/** What the server says to consider, all plans of the same days counted. */
function Warnings({ of }: { of: Prescribed }) {
  return of.warnings.map((warning) => (
    <p key={warning.code} class="caution">
      <Icon name="alert" size={20} />
      <span>{warning.detail}</span>
    </p>
  ))
}

const TONES = { active: 'badge badge-good', upcoming: 'badge', held: 'badge', ended: 'badge' } as const

function Running({ nameOf, ...acts }: ActsProps & { nameOf: NameOf }) {
  const { of, onChange } = acts
  return (
    <li class="assignment">
      <div class="assignment-head">
        <h3>{of.name}</h3>
        <span class={TONES[of.state]}>{t(`plan.state.${of.state}`)}</span>
      </div>
      <p class="hint">{[scheduleWords(of), stretchWords(of)].join(' · ')}</p>
      <Held of={of} />
      <Steps steps={of.steps} nameOf={nameOf} />
      {of.note && <p class="diary-note">{of.note}</p>}
      <ToCome of={of} nameOf={nameOf} onChange={onChange} />
      <Warnings of={of} />
      <Acts {...acts} />
      <Versions of={of} nameOf={nameOf} />
    </li>
  )
}

function Ended({ of, nameOf }: { of: readonly Prescribed[]; nameOf: NameOf }) {
  if (of.length === 0) return null
  return (
    <details class="fold">
      <summary>{t('plan.ended', { count: of.length })}</summary>
      <ul class="plain-list versions">
        {of.map((one) => (
          <li key={one.id} class="stack-close">
            <b>{one.name}</b>
            <span class="hint">
              {stretchWords(one)}
              {one.end_reason && ` · ${reasonWords(one.end_reason)}`}
            </span>
            <Steps steps={one.steps} nameOf={nameOf} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What is prescribed, what came before it, and what can be done about it. */
export function PlanCard({
  patient,
  plan,
  nameOf,
}: {
  patient: string
  plan: Loaded<Page<Prescribed>>
  nameOf: NameOf
}) {
  const all = plan.found?.results ?? []
  const running = all.filter(({ state }) => state !== 'ended')
  const take = (changed: Prescribed) => {
    plan.set((page) => ({
      ...page,
      results: page.results.map((one) => (one.id === changed.id ? changed : one)),
    }))
    if (running.some(isWarning)) plan.reload() // a warning sign's holds are lifted together
  }
  const prescribe = running.length > 0 && (
    <span class="small-button">
      <ButtonLink icon="plus" href={`/patients/${patient}/prescribe`}>
        {t('patient.prescribe')}
      </ButtonLink>
    </span>
  )
  return (
    <Card title={t('plan.title')} aside={prescribe}>
      <TroubleBanner trouble={plan.trouble} onRetry={plan.reload} />
      {plan.found && running.length === 0 && (
        <>
          <p>{t('plan.none')}</p>
          <ButtonLink kind="main" icon="plus" href={`/patients/${patient}/prescribe`}>
            {t('patient.prescribe')}
          </ButtonLink>
        </>
      )}
      <ul class="plain-list assignments">
        {running.map((one) => (
          <Running
            key={one.id}
            patient={patient}
            of={one}
            resting={running.filter(isWarning)}
            nameOf={nameOf}
            onChange={take}
          />
        ))}
      </ul>
      <Ended of={all.filter(({ state }) => state === 'ended')} nameOf={nameOf} />
    </Card>
  )
}
