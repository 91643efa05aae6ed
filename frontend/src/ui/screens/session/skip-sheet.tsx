import { SKIP_REASONS, type SkipReason } from '../../../domain/session'
import { Sheet } from '../../parts/sheet'
import { t } from './words'

/** Why a step is left out: each answer leads the therapist somewhere else. */
export function SkipSheet({
  onChoose,
  onClose,
}: {
  onChoose: (reason: SkipReason) => void
  onClose: () => void
}) {
  return (
    <Sheet title={t('session.skip.title')} onClose={onClose}>
      <ul class="rows">
        {SKIP_REASONS.map((reason) => (
          <li key={reason}>
            <button type="button" class="row" onClick={() => onChoose(reason)}>
              <span class="row-words">
                <b>{t(`session.skip.${reason}`)}</b>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
