import { PARTS_OF_DAY, type When } from '../../../domain/told'
import { Icon } from '../../parts/icon'
import { Sheet } from '../../parts/sheet'
import { t } from '../../words'

const WHENS: readonly When[] = ['now', ...PARTS_OF_DAY]

/** Chooses the time it is about: now, or a part of yesterday. What is told afterwards is marked as such. */
export function WhenSheet({
  value,
  onChoose,
  onClose,
}: {
  value: When
  onChoose: (when: When) => void
  onClose: () => void
}) {
  const choose = (when: When) => {
    onChoose(when)
    onClose()
  }
  return (
    <Sheet title={t('pain.when.legend')} onClose={onClose}>
      <p class="hint">{t('pain.when.words')}</p>
      <ul class="rows">
        {WHENS.map((when) => (
          <li key={when}>
            <button type="button" class="row" aria-current={when === value} onClick={() => choose(when)}>
              <span class="row-words">
                <b>{t(`pain.when.${when}`)}</b>
              </span>
              {when === value && <Icon name="check" />}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
