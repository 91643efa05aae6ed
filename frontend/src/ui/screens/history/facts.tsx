import type { ComponentChildren } from 'preact'
import { type DataOf, type Entry, isKind, type Kind } from '../../../domain/entry'
import type { FootCheckData } from '../../../domain/footCheck'
import type { PainData, PainScore } from '../../../domain/pain'
import type { SessionData, StepResult } from '../../../domain/session'
import { exerciseName } from '../../state/steps'
import { listed } from '../../words/dates'
import { siteWords } from '../../words/regions'
import { t } from './words'

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Score({ name, score }: { name: string; score: PainScore | null }) {
  return score === null ? null : <Fact name={name}>{t('pain.score', { score })}</Fact>
}

function Note({ note }: { note: string }) {
  return note ? <Fact name={t('entry.note')}>{note}</Fact> : null
}

function PainFacts({ data }: { data: PainData }) {
  return (
    <dl class="facts">
      <Score name={t('entry.score')} score={data.score} />
      <Fact name={t('entry.moment')}>{t(`pain.moment.${data.moment}`)}</Fact>
      {data.sites.length > 0 && <Fact name={t('entry.where')}>{data.sites.map(siteWords).join('; ')}</Fact>}
      {data.qualities.length > 0 && (
        <Fact name={t('entry.qualities')}>
          {listed(data.qualities.map((one) => t(`pain.quality.${one}`)))}
        </Fact>
      )}
      {data.aggravators.length > 0 && (
        <Fact name={t('entry.aggravators')}>
          {listed(data.aggravators.map((one) => t(`pain.aggravator.${one}`)))}
        </Fact>
      )}
      {data.at_rest !== null && <Fact name={t('entry.at_rest')}>{t(data.at_rest ? 'yes' : 'no')}</Fact>}
      <Note note={data.note} />
    </dl>
  )
}

/** How one step went: "3 sets, pain 4". */
function stepWords({ sets, pain, skipped }: StepResult): string {
  if (skipped && sets.length === 0) return t('today.exercise.skipped')
  if (sets.length === 0) return t('today.exercise.todo')
  const done = t('history.session.sets', { count: sets.length })
  return pain === null ? done : t('entry.step', { sets: done, score: pain })
}

function SessionFacts({ data }: { data: SessionData }) {
  return (
    <dl class="facts">
      <Score name={t('entry.pain_before')} score={data.pain_before} />
      <Score name={t('entry.pain_worst')} score={data.pain_worst} />
      <Score name={t('entry.pain_after')} score={data.pain_after} />
      {data.effort !== null && (
        <Fact name={t('entry.effort')}>{t('entry.effort.value', { effort: data.effort })}</Fact>
      )}
      {data.steps.length === 0 && (
        <Fact name={t('entry.exercises')}>{t('history.session.sets', { count: 0 })}</Fact>
      )}
      {data.steps.map((step) => (
        <Fact key={step.step_id} name={exerciseName(step.step_id) ?? t('entry.exercise.unknown')}>
          {stepWords(step)}
        </Fact>
      ))}
      <Note note={data.note} />
    </dl>
  )
}

function CheckFacts({ data }: { data: FootCheckData }) {
  return (
    <dl class="facts">
      <Fact name={t('entry.findings')}>
        {listed(data.findings.map((finding) => t(`today.check.finding.${finding}`)))}
      </Fact>
      <Note note={data.note} />
    </dl>
  )
}

/** All that an entry says. `data` may be another version of it than the one kept. */
export function Facts({ entry, data = entry.data }: { entry: Entry; data?: DataOf[Kind] }) {
  if (isKind(entry, 'pain')) return <PainFacts data={data as PainData} />
  if (isKind(entry, 'session')) return <SessionFacts data={data as SessionData} />
  if (isKind(entry, 'foot_check')) return <CheckFacts data={data as FootCheckData} />
  return <p>{t('entry.other.safe')}</p>
}
