import type { DigestLine } from '../../../api/summaries'
import { Card } from '../../parts/card'
import { percentWords, pointsMove } from '../../parts/staff/figures'
import { Table } from '../../parts/table'
import { t } from './words'

const changeWords = ({ pain_change }: DigestLine): string =>
  pain_change === null ? t('week.unknown') : pointsMove(pain_change)

const doneWords = ({ adherence }: DigestLine): string =>
  adherence === null ? t('week.unknown') : percentWords(adherence)

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
