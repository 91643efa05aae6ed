import { type CaseloadOrdering, ORDERINGS } from '../../../api/caseload'
import { OneOf } from '../../parts/choice'
import { SelectField, TextField } from '../../parts/field'
import { t } from '../../parts/staff/words'
import type { Wish } from './wish'

type OrderWord = CaseloadOrdering extends infer O ? (O extends `-${infer W}` ? W : O) : never

const orderWords = (ordering: CaseloadOrdering) =>
  t(`caseload.order.${ordering.replace('-', '') as OrderWord & string}`)

/** How to find, filter and order the patients. */
export function Toolbar({
  wish,
  search,
  flaggedCount,
  onWish,
  onSearch,
}: {
  wish: Wish
  search: string
  flaggedCount: number | null
  onWish: (wish: Wish) => void
  onSearch: (text: string) => void
}) {
  const flagged =
    flaggedCount === null ? t('caseload.flagged') : t('caseload.flagged.count', { count: flaggedCount })
  return (
    <div class="toolbar">
      <TextField
        type="search"
        label={t('caseload.search')}
        placeholder={t('caseload.search.hint')}
        autocomplete="off"
        spellcheck={false}
        value={search}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
      <SelectField
        label={t('caseload.order')}
        value={wish.ordering}
        onChange={(event) => onWish({ ...wish, ordering: event.currentTarget.value as CaseloadOrdering })}
      >
        {ORDERINGS.map((ordering) => (
          <option key={ordering} value={ordering}>
            {orderWords(ordering)}
          </option>
        ))}
      </SelectField>
      <OneOf
        legend={t('caseload.show')}
        options={[
          { value: 'everyone', label: t('caseload.everyone') },
          { value: 'flagged', label: flagged },
        ]}
        value={wish.flagged ? 'flagged' : 'everyone'}
        onChange={(value) => onWish({ ...wish, flagged: value === 'flagged' })}
      />
    </div>
  )
}
