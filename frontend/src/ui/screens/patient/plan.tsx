import { useState } from 'preact/hooks'
import type { Page, Prescribed } from '../../../api/therapist'
import type { AssignmentVersion, PlanStep } from '../../../domain/plan'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { say } from '../../parts/said'
import { isWarning, reasonWords, scheduleWords, stretchWords } from '../../parts/staff/plan-words'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import type { Loaded } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { doseWords } from '../../words/dose'
import { EndSheet, HoldSheet } from './pause-sheets'
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

function Version({ version, nameOf }: { version: AssignmentVersion; nameOf: NameOf }) {
  return (
    <li class="stack-close">
      <b>{t('plan.version', { version: version.version, day: dayAndMonth(version.valid_from) })}</b>
      <span class="hint">{scheduleWords(version)}</span>
      <Steps steps={version.steps} nameOf={nameOf} />
      {version.note && <p class="diary-note">{version.note}</p>}
    </li>
  )
}

function Versions({ of, nameOf }: { of: Prescribed; nameOf: NameOf }) {
  if (of.versions.length < 2) return null
  const newestFirst = [...of.versions].sort((a, b) => b.version - a.version)
  return (
    <details class="fold">
      <summary>{t('plan.versions', { count: of.versions.length })}</summary>
      <ul class="plain-list versions">
        {newestFirst.map((version) => (
          <Version key={version.version} version={version} nameOf={nameOf} />
        ))}
      </ul>
    </details>
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

interface ActsProps {
  patient: string
  of: Prescribed
  onChange: (changed: Prescribed) => void
}

function Acts({ patient, of, onChange }: ActsProps) {
  const [doing, setDoing] = useState<'hold' | 'end' | null>(null)
  const resume = useSending(async () => {
    onChange(await therapist.resume(of.id))
    say(t(isWarning(of) ? 'plan.resumed.warning' : 'plan.resumed'))
  })
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
          disabled={resume.sending}
          onClick={resume.send}
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
      <TroubleBanner trouble={resume.trouble} />
      {doing === 'hold' && <HoldSheet of={of} onDone={done} onClose={close} />}
      {doing === 'end' && <EndSheet of={of} onDone={done} onClose={close} />}
    </div>
  )
}

const TONES = { active: 'badge badge-good', upcoming: 'badge', held: 'badge', ended: 'badge' } as const

function Running({ patient, of, nameOf, onChange }: ActsProps & { nameOf: NameOf }) {
  const next = of.versions.find(({ version }) => version > of.version)
  return (
    <li class="assignment">
      <div class="assignment-head">
        <h3>{of.name}</h3>
        <span class={TONES[of.state]}>{t(`plan.state.${of.state}`)}</span>
      </div>
      <p class="hint">
        {scheduleWords(of)} · {stretchWords(of)}
      </p>
      <Held of={of} />
      <Steps steps={of.steps} nameOf={nameOf} />
      {of.note && <p class="diary-note">{of.note}</p>}
      {next && <p>{t('plan.next', { day: dayAndMonth(next.valid_from), version: next.version })}</p>}
      <Acts patient={patient} of={of} onChange={onChange} />
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
          <Running key={one.id} patient={patient} of={one} nameOf={nameOf} onChange={take} />
        ))}
      </ul>
      <Ended of={all.filter(({ state }) => state === 'ended')} nameOf={nameOf} />
    </Card>
  )
}
