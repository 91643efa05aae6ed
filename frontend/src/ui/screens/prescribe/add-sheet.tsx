import { useState } from 'preact/hooks'
import type { OfferedExercise } from '../../../api/prescribing'
import { TextField } from '../../parts/field'
import { Icon } from '../../parts/icon'
import { Sheet } from '../../parts/sheet'
import { doseWords } from '../../words/dose'
import { found } from './looking'
import { t } from './words'

type Kind = 'strength' | 'stretch' | 'balance' | 'mobility' | 'massage' | 'care'

function words({ kind, dosage, side, clinic }: OfferedExercise): string {
  const own = clinic ? t('prescribe.add.clinic') : ''
  return [t(`kind.${kind as Kind}`), doseWords({ ...dosage, side }), own].filter(Boolean).join(' · ')
}

/** Finds an exercise and adds it. */
export function AddSheet({
  exercises,
  onAdd,
  onClose,
}: {
  exercises: readonly OfferedExercise[]
  onAdd: (exercise: OfferedExercise) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const list = found(exercises, text)
  return (
    <Sheet title={t('prescribe.add.title')} onClose={onClose}>
      <TextField
        type="search"
        label={t('prescribe.add.search')}
        hint={t('prescribe.add.hint')}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {list.length === 0 && <p role="status">{t('prescribe.add.none')}</p>}
      <ul class="rows add-list">
        {list.map((one) => (
          <li key={one.slug}>
            <button type="button" class="row" onClick={() => onAdd(one)}>
              <span class="row-words">
                <b>{one.name}</b>
                <span class="hint">{words(one)}</span>
              </span>
              <Icon name="plus" />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
