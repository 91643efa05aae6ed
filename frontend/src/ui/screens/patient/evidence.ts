import type { Evidence } from '../../../api/flags'
import { dayAndMonth, listed } from '../../words/dates'
import { oneDecimal } from '../../words/figures'
import { t } from './words'

type Finding = 'none' | 'redness' | 'blister' | 'open_skin' | 'swelling' | 'warm' | 'colour_change'

/** "redness and a blister" */
export const findingsWords = (findings: readonly string[]) =>
  listed(findings.map((finding) => t(`finding.${finding as Finding}`)))

function session({ worst, exercise }: Evidence, on: string, nameOf: (slug: string) => string): string {
  if (exercise) return t('evidence.session.exercise', { on, exercise: nameOf(exercise) })
  return worst === null || worst === undefined
    ? t('evidence.session.unscored', { on })
    : t('evidence.session', { on, worst })
}

function pain({ score = 0, worst, moment = 'now', qualities = [] }: Evidence, on: string): string {
  const said = { on, score: worst ?? score, moment: t(`moment.${moment}`) }
  if (qualities.length === 0) return t('evidence.pain', said)
  const felt = qualities.map((one) => t(one === 'numb' ? 'pain.quality.numb' : 'pain.quality.tingling'))
  return t('evidence.pain.nerve', { ...said, qualities: listed(felt).toLowerCase() })
}

/** One thing that a flag rests on, in a line. */
export function evidenceWords(of: Evidence, nameOf: (slug: string) => string): string {
  const on = of.on ? dayAndMonth(of.on) : ''
  switch (of.kind) {
    case 'session':
      return session(of, on, nameOf)
    case 'pain':
      return pain(of, on)
    case 'foot_check':
      return t('evidence.foot_check', { on, findings: findingsWords(of.findings ?? []) })
    case 'planned_day':
      return t('evidence.planned_day', { on })
    case 'unreachable':
    case 'mail_bounced':
      return t(`evidence.${of.kind}`, { on })
    case 'pain_mean':
      return t('evidence.pain_mean', {
        from: dayAndMonth(of.from ?? ''),
        to: dayAndMonth(of.to ?? ''),
        mean: oneDecimal(of.mean ?? 0),
        moment: t(`moment.${of.moment ?? 'now'}`),
        count: of.scored_days ?? 0,
      })
  }
}
