import type { DigestLine } from '../../../api/summaries'
import { Card } from '../../parts/card'
import { Table } from '../../parts/table'
import { t } from './words'

function changeWords({ pain_change }: DigestLine): string {
  if (pain_change === null) return t('week.unknown')
  const rounded = Math.round(pain_change * 10) / 10
  return rounded > 0 ? `+${rounded}` : String(rounded)
}

const doneWords = ({ adherence }: DigestLine): string =>
  adherence === null ? t('week.unknown') : t('week.percent', { count: Math.round(adherence * 100) })

/** A therapist's patients, those who need attention first. */
export function Caseload({ lines }: { lines: readonly DigestLine[] }) {
  const columns = [
    {
      title: t('week.patient'),
      cell: ({ patient_id, name }: DigestLine) => <a href={`/patients/${patient_id}`}>{name}</a>,
    },
    { title: t('week.flags'), cell: ({ open_flags }: DigestLine) => open_flags },
    { title: t('week.adherence'), cell: doneWords },
    { title: t('week.pain.change'), cell: changeWords },
  ]
  if (lines.length === 0) return null
  return (
    <Card>
      <Table
        caption={t('week.caseload')}
        columns={columns}
        rows={lines}
        rowKey={({ patient_id }) => patient_id}
      />
    </Card>
  )
}
