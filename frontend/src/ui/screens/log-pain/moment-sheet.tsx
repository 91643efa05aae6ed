import { MOMENTS, type Moment } from '../../../domain/pain'
import { Icon } from '../../parts/icon'
import { Sheet } from '../../parts/sheet'
import { t } from '../../words'

/** Chooses which pain is meant: different moments are different measures. */
export function MomentSheet({
  value,
  onChoose,
  onClose,
}: {
  value: Moment
  onChoose: (moment: Moment) => void
  onClose: () => void
}) {
  const choose = (moment: Moment) => {
    onChoose(moment)
    onClose()
  }
  return (
    <Sheet title={t('pain.moment.legend')} onClose={onClose}>
      <ul class="rows">
        {MOMENTS.map((moment) => (
          <li key={moment}>
            <button type="button" class="row" aria-current={moment === value} onClick={() => choose(moment)}>
              <span class="row-words">
                <b>{t(`pain.moment.${moment}`)}</b>
              </span>
              {moment === value && <Icon name="check" />}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
