import type { DiaryEntry } from '../../../api/therapist'
import type { FootCheckData } from '../../../domain/footCheck'
import type { PainData } from '../../../domain/pain'
import type { SessionData } from '../../../domain/session'
import { listed } from '../../words/dates'
import { siteWords } from '../../words/regions'
import { findingsWords } from './evidence'
import { t } from './words'

/** A diary entry as the therapist reads it. Programs may leave out what was not said. */
export interface Line {
  readonly title: string
  readonly more: readonly string[]
  readonly note: string
  /** Something was found that should be looked at. */
  readonly isAlarming: boolean
}

type Said<D> = { readonly [K in keyof D]?: D[K] | null }

function painLine(data: Said<PainData>): Line {
  const { score = 0, moment, sites, qualities, aggravators, at_rest } = data
  const felt = [
    ...(qualities ?? []).map((one) => t(`pain.quality.${one}`)),
    ...(aggravators ?? []).map((one) => t(`pain.aggravator.${one}`)),
    ...(at_rest ? [t('entry.line.at_rest')] : []),
  ]
  return {
    title: t('entry.line.pain', { score: score ?? 0, moment: t(`moment.${moment ?? 'now'}`) }),
    more: [(sites ?? []).map(siteWords).join('; '), felt.length > 0 ? listed(felt) : ''].filter(Boolean),
    note: data.note ?? '',
    isAlarming: false,
  }
}

const SCORES = ['before', 'worst', 'after'] as const

function scoresWords(data: Said<SessionData>): string {
  const said = SCORES.flatMap((when) => {
    const score = data[`pain_${when}`]
    return score === null || score === undefined ? [] : [t(`entry.line.${when}`, { score })]
  })
  const pain = said.length > 0 ? t('entry.line.scores', { scores: said.join(', ') }) : ''
  const effort = typeof data.effort === 'number' ? t('entry.line.effort', { score: data.effort }) : ''
  return [pain, effort].filter(Boolean).join(' · ')
}

function sessionLine(data: Said<SessionData>, nameOfStep: (step: string) => string): Line {
  const steps = data.steps ?? []
  const done = steps.filter(({ sets }) => sets.length > 0).length
  const skipped = steps
    .filter((step) => step.skipped)
    .map((step) =>
      t('entry.line.skipped', {
        exercise: nameOfStep(step.step_id),
        reason: t(`skip.${step.skipped ?? 'other'}`),
      }),
    )
  const hurt = steps
    .filter(({ pain }) => typeof pain === 'number' && pain > 0)
    .map(({ step_id, pain }) =>
      t('entry.line.step.pain', { exercise: nameOfStep(step_id), score: pain ?? 0 }),
    )
  return {
    title: t('entry.line.session', { done, count: steps.length }),
    more: [scoresWords(data), hurt.join(' · '), ...skipped].filter(Boolean),
    note: data.note ?? '',
    isAlarming: false,
  }
}

function footLine(data: Said<FootCheckData>): Line {
  const found = (data.findings ?? []).filter((finding) => finding !== 'none')
  return {
    title:
      found.length > 0
        ? t('entry.line.foot_check', { findings: findingsWords(found) })
        : t('entry.line.foot_check.none'),
    more: [],
    note: data.note ?? '',
    isAlarming: found.length > 0,
  }
}

/** One entry in a few lines. */
export function lineOf({ kind, data }: DiaryEntry, nameOfStep: (step: string) => string): Line {
  if (kind === 'pain') return painLine(data as Said<PainData>)
  if (kind === 'session') return sessionLine(data as Said<SessionData>, nameOfStep)
  return footLine(data as Said<FootCheckData>)
}
