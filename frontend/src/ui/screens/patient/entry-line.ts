import type { DiaryEntry } from '../../../api/answers'
import type { FootCheckData } from '../../../domain/footCheck'
import type { PainData } from '../../../domain/pain'
import type { SessionData } from '../../../domain/session'
import { shown } from '../../../domain/shown'
import { listed } from '../../words/dates'
import { siteWords } from '../../words/regions'
import { findingsWords } from './evidence'
import { t } from './words'

/** A diary entry as the therapist reads it. */
export interface Line {
  readonly title: string
  readonly more: readonly string[]
  readonly note: string
  /** Something was found that should be looked at. */
  readonly isAlarming: boolean
}

function painLine(data: PainData): Line {
  const { score, moment, sites, qualities, aggravators, at_rest, note } = data
  const felt = [
    ...qualities.map((one) => t(`pain.quality.${one}`)),
    ...aggravators.map((one) => t(`pain.aggravator.${one}`)),
    ...(at_rest ? [t('entry.line.at_rest')] : []),
  ]
  return {
    title: t('entry.line.pain', { score, moment: t(`moment.${moment}`) }),
    more: [sites.map(siteWords).join('; '), felt.length > 0 ? listed(felt) : ''].filter(Boolean),
    note,
    isAlarming: false,
  }
}

const SCORES = ['before', 'worst', 'after'] as const

function scoresWords(data: SessionData): string {
  const said = SCORES.flatMap((when) => {
    const score = data[`pain_${when}`]
    return score === null ? [] : [t(`entry.line.${when}`, { score })]
  })
  const pain = said.length > 0 ? t('entry.line.scores', { scores: said.join(', ') }) : ''
  const effort = data.effort === null ? '' : t('entry.line.effort', { score: data.effort })
  return [pain, effort].filter(Boolean).join(' · ')
}

function sessionLine(data: SessionData, nameOfStep: (step: string) => string): Line {
  const { steps } = data
  const done = steps.filter((step) => step.sets.length > 0).length
  const sets = steps.reduce((sum, step) => sum + step.sets.length, 0)
  const skipped = steps
    .filter((step) => step.skipped)
    .map((step) =>
      t('entry.line.skipped', {
        exercise: nameOfStep(step.step_id),
        reason: t(`skip.${step.skipped ?? 'other'}`),
      }),
    )
  const hurt = steps
    .filter(({ pain }) => pain !== null && pain > 0)
    .map(({ step_id, pain }) =>
      t('entry.line.step.pain', { exercise: nameOfStep(step_id), score: pain ?? 0 }),
    )
  return {
    title: t('entry.line.session', { done, sets, count: steps.length }),
    more: [scoresWords(data), hurt.join(' · '), ...skipped].filter(Boolean),
    note: data.note,
    isAlarming: false,
  }
}

function footLine(data: FootCheckData): Line {
  const found = data.findings.filter((finding) => finding !== 'none')
  return {
    title:
      found.length > 0
        ? t('entry.line.foot_check', { findings: findingsWords(found) })
        : t('entry.line.foot_check.none'),
    more: [],
    note: data.note,
    isAlarming: found.length > 0,
  }
}

/** One entry in a few lines. */
export function lineOf(entry: DiaryEntry, nameOfStep: (step: string) => string): Line {
  const { kind, data } = shown(entry)
  if (kind === 'pain') return painLine(data as PainData)
  if (kind === 'session') return sessionLine(data as SessionData, nameOfStep)
  if (kind === 'foot_check') return footLine(data as FootCheckData)
  return { title: t('entry.other'), more: [t('entry.other.safe')], note: '', isAlarming: false }
}
