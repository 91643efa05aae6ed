import { addDays } from '../../../domain/clock'
import { type Assignment, versionOn } from '../../../domain/plan'
import { startDraft } from '../../../domain/session'
import { instantMeant, PARTS_OF_DAY, type PartOfDay } from '../../../domain/told'
import { Icon } from '../../parts/icon'
import { Screen } from '../../parts/screen'
import { readClock, today, zone } from '../../state/clock'
import { keepDraft } from '../../state/diary'
import { t } from './words'

/** Begins to write down the exercises of yesterday, dated there. */
function begin(of: Assignment, part: PartOfDay): void {
  const at = instantMeant(part, readClock(), zone.value)
  void keepDraft({ ...startDraft(of, at, zone.value), told_later: true })
}

/** Exercises that were done yesterday and are written down today: only the part of the day is asked for. */
export function Yesterday({ of }: { of: Assignment }) {
  const wasInForce = versionOn(of, addDays(today.value, -1)) !== null
  return (
    <Screen title={t('session.yesterday.ask')} over={of.name} backTo="/" backIcon="close">
      <p>{t(wasInForce ? 'session.yesterday.words' : 'session.gone.words')}</p>
      {wasInForce && (
        <ul class="rows card">
          {PARTS_OF_DAY.map((part) => (
            <li key={part}>
              <button type="button" class="row" onClick={() => begin(of, part)}>
                <span class="row-words">
                  <b>{t(`pain.when.${part}`)}</b>
                </span>
                <Icon name="forward" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  )
}
