import { AGGRAVATORS, type Foot, QUALITIES } from '../../../domain/pain'
import { AnyOf, OneOf } from '../../parts/choice'
import { TextArea } from '../../parts/field'
import { inClinic } from '../../state/session'
import { t } from '../../words'
import type { PainForm } from './form'
import { Places } from './places'

const NOTE_LENGTH = 2000

const qualities = () => QUALITIES.map((value) => ({ value, label: t(`pain.quality.${value}`) }))
const aggravators = () => AGGRAVATORS.map((value) => ({ value, label: t(`pain.aggravator.${value}`) }))
const yesNo = () =>
  [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ] as const

const restAnswer = (atRest: boolean | null) => (atRest === null ? null : atRest ? 'yes' : 'no')

interface DetailsProps {
  form: PainForm
  usualFoot: Foot | null
  open: boolean
  onChange: (change: Partial<PainForm>) => void
}

/** Everything beyond the number, folded away: none of it is asked for. */
export function Details({ form, usualFoot, open, onChange }: DetailsProps) {
  return (
    <details class="fold" open={open}>
      <summary>{t('pain.more')}</summary>
      <div class="fold-body">
        <Places sites={form.sites} usualFoot={usualFoot} onChange={(sites) => onChange({ sites })} />
        <AnyOf
          legend={t('pain.qualities')}
          options={qualities()}
          values={form.qualities}
          onChange={(values) => onChange({ qualities: values })}
        />
        <AnyOf
          legend={t('pain.aggravators')}
          options={aggravators()}
          values={form.aggravators}
          onChange={(values) => onChange({ aggravators: values })}
        />
        <OneOf
          legend={t('pain.at_rest')}
          options={yesNo()}
          value={restAnswer(form.at_rest)}
          onChange={(value) => onChange({ at_rest: value === 'yes' })}
        />
        <TextArea
          label={t('pain.note')}
          hint={t(inClinic.value ? 'pain.note.hint' : 'pain.note.hint.own')}
          value={form.note}
          maxLength={NOTE_LENGTH}
          onInput={(event) => onChange({ note: event.currentTarget.value })}
        />
      </div>
    </details>
  )
}
