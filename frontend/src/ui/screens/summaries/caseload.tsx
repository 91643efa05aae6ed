import type { DigestLine } from '../../../api/summaries'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { useDesk } from '../../parts/staff/use-desk'
import { t as staffWords } from '../../parts/staff/words'
import { Table } from '../../parts/table'
import { percentWords, pointsMove } from '../../words/figures'
import { t } from './words'

interface Lines {
  readonly lines: readonly DigestLine[]
}

const patientPath = ({ patient_id }: DigestLine) => `/patients/${patient_id}`

/** Nothing known: a dash for the eye, a word for the ear. */
function Unknown() {
  return (
    <span class="hint">
      <span aria-hidden="true">{t('week.unknown.shown')}</span>
      <span class="unseen">{t('week.unknown')}</span>
    </span>
  )
}

const needsLook = ({ open_flags, plan_paused }: DigestLine) => open_flags > 0 || plan_paused

/** Why to look; how often only, where a digest kept no more. */
function Reasons({ of: { open_flags, rules, plan_paused, may_feel_less } }: { of: DigestLine }) {
  const words = [...new Set(rules)].map((rule) => staffWords(`flag.${rule}`))
  const counted =
    words.length > 0 || open_flags === 0 ? words : [t('week.flags.count', { count: open_flags })]
  return (
    <span class="row-meta">
      {[...(plan_paused ? [staffWords('caseload.paused')] : []), ...counted].map((reason) => (
        <span key={reason} class="badge badge-attention">
          {reason}
        </span>
      ))}
      {may_feel_less && <span class="badge">{staffWords('caseload.numb')}</span>}
    </span>
  )
}

/** What somebody has seen and nobody has settled, where there is nothing else. */
const calmWords = ({ seen_flags }: DigestLine) =>
  seen_flags > 0 ? t('week.flags.seen', { count: seen_flags }) : t('week.flags.none')

const columns = () => [
  {
    title: t('week.patient'),
    cell: (line: DigestLine) => <a href={patientPath(line)}>{line.name}</a>,
  },
  {
    title: t('week.flags'),
    cell: (line: DigestLine) =>
      needsLook(line) ? <Reasons of={line} /> : <span class="hint">{calmWords(line)}</span>,
  },
  {
    title: t('week.adherence'),
    cell: ({ adherence }: DigestLine) => (adherence === null ? <Unknown /> : percentWords(adherence)),
  },
  {
    title: t('week.pain.change'),
    cell: ({ pain_change }: DigestLine) => (pain_change === null ? <Unknown /> : pointsMove(pain_change)),
  },
]

function AsTable({ lines }: Lines) {
  return (
    <Table
      caption={t('week.caseload')}
      columns={columns()}
      rows={lines}
      rowKey={({ patient_id }) => patient_id}
    />
  )
}

function changeWords(points: number): string {
  const words = pointsMove(points)
  return words === '0' ? t('week.pain.unchanged') : t('week.pain.change.of', { points: words })
}

function figureWords({ adherence, pain_change }: DigestLine): string {
  const figures = [
    adherence !== null && t('week.adherence.of', { share: percentWords(adherence) }),
    pain_change !== null && changeWords(pain_change),
  ].filter(Boolean)
  return figures.length > 0 ? figures.join(' · ') : t('week.figures.none')
}

function Row({ line }: { line: DigestLine }) {
  return (
    <a class="row" href={patientPath(line)}>
      <span class="row-words">
        <b>{line.name}</b>
        <span class="row-meta">
          {needsLook(line) && <Reasons of={line} />}
          <span class="hint">{figureWords(line)}</span>
        </span>
      </span>
      <Icon name="forward" />
    </a>
  )
}

function AsRows({ lines }: Lines) {
  return (
    <ul class="rows">
      {lines.map((line) => (
        <li key={line.patient_id}>
          <Row line={line} />
        </li>
      ))}
    </ul>
  )
}

/** A therapist's patients, those who need attention first: a table on a desk, rows for the thumb on a phone. */
export function Caseload({ lines }: Lines) {
  const isDesk = useDesk()
  if (lines.length === 0) return null
  if (isDesk) {
    return (
      <Card>
        <AsTable lines={lines} />
      </Card>
    )
  }
  return (
    <Card title={t('week.caseload')}>
      <AsRows lines={lines} />
    </Card>
  )
}
