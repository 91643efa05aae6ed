import type { CaseloadRow } from '../../../api/caseload'
import type { Flag } from '../../../api/flags'
import { careWords } from '../../parts/staff/conditions'
import { t } from '../../parts/staff/words'
import { now } from '../../state/clock'
import { ago } from '../../words/dates'
import { Adherence, Alarms, LastEntry, Pain, Reasons, Seen, Unreachable } from './cells'

/** What can be done about the patients of the list. */
export interface Acting {
  mayUndo: (flag: Flag) => boolean
  busy: boolean
  onSeen: (row: CaseloadRow) => void
  onUndo: (row: CaseloadRow) => void
}

export interface ListProps {
  rows: readonly CaseloadRow[]
  flagsOf: (patient: string) => readonly Flag[]
  nameOf: (condition: string) => string
  /** Null without a network: the list can be read, and nothing more. */
  acting: Acting | null
}

type RowProps = Omit<ListProps, 'rows'> & { row: CaseloadRow }

/** The name leads to the patient, where there is a network. */
function Name({ row, acting }: RowProps) {
  return acting ? <a href={`/patients/${row.id}`}>{row.name}</a> : <span>{row.name}</span>
}

function Why({ row, flagsOf, acting }: RowProps) {
  const flags = flagsOf(row.id)
  if (flags.length === 0) return <Alarms row={row} />
  return (
    <div class="why">
      <div class="stack-close">
        <Alarms row={row} />
        <Reasons flags={flags} />
      </div>
      {acting && (
        <Seen
          name={row.name}
          flags={flags}
          mayUndo={acting.mayUndo}
          busy={acting.busy}
          onSeen={() => acting.onSeen(row)}
          onUndo={() => acting.onUndo(row)}
        />
      )}
    </div>
  )
}

function TableRow(props: RowProps) {
  const { row, nameOf } = props
  return (
    <tr>
      <th scope="row">
        <Name {...props} />
        {!props.acting && <span class="hint">{t('caseload.kept.link')}</span>}
        <span class="hint">{careWords(nameOf(row.condition), row.foot)}</span>
      </th>
      <td>
        <Why {...props} />
      </td>
      <td>
        <Adherence row={row} />
      </td>
      <td>
        <Pain row={row} />
      </td>
      <td>
        <LastEntry row={row} />
      </td>
    </tr>
  )
}

/** The caseload on a desk: a line per patient. */
export function CaseloadTable({ rows, ...rest }: ListProps) {
  return (
    <table class="listing caseload">
      <thead>
        <tr>
          <th scope="col">{t('caseload.column.patient')}</th>
          <th scope="col">{t('caseload.column.why')}</th>
          <th scope="col">{t('caseload.column.exercises')}</th>
          <th scope="col">{t('caseload.column.pain')}</th>
          <th scope="col">{t('caseload.column.last')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.id} row={row} {...rest} />
        ))}
      </tbody>
    </table>
  )
}

function CardOf(props: RowProps) {
  const { row, nameOf } = props
  return (
    <li class="patient-card">
      <h2>
        <Name {...props} />
      </h2>
      {!props.acting && <p class="hint">{t('caseload.kept.link')}</p>}
      <p class="hint">
        {careWords(nameOf(row.condition), row.foot)}
        <br />
        {row.last_entry_at
          ? t('caseload.last', { when: ago(new Date(row.last_entry_at), now.value) })
          : t('caseload.no.entry')}
      </p>
      <Unreachable row={row} />
      <Why {...props} />
      <dl class="card-figures">
        <div>
          <dt>{t('caseload.figure.exercises')}</dt>
          <dd>
            <Adherence row={row} />
          </dd>
        </div>
        <div>
          <dt>{t('caseload.figure.pain')}</dt>
          <dd>
            <Pain row={row} />
          </dd>
        </div>
      </dl>
    </li>
  )
}

/** The caseload on a phone: a card per patient. */
export function CaseloadCards({ rows, ...rest }: ListProps) {
  return (
    <ul class="plain-list patient-cards">
      {rows.map((row) => (
        <CardOf key={row.id} row={row} {...rest} />
      ))}
    </ul>
  )
}
