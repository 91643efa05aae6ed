import { localDate } from '../../domain/clock'
import { today, zone } from '../state/clock'
import { t } from '../words'
import { dayAndTime, timeOfDay } from '../words/dates'
import { Button } from './button'
import type { Draft } from './use-draft'

function whenWords(begunAt: string): string {
  const isToday = localDate(begunAt, zone.value) === today.value
  return isToday ? timeOfDay(begunAt, zone.value) : dayAndTime(begunAt, zone.value)
}

/** Says that what stands here was begun before and is not saved yet, and lets it be thrown away. */
export function DraftLine<T>({ draft: { begunAt, startOver } }: { draft: Draft<T> }) {
  if (!begunAt) return null
  return (
    <div class="draft-line" role="status">
      <p>{t('draft.back', { when: whenWords(begunAt) })}</p>
      <Button kind="quiet" onClick={startOver}>
        {t('draft.clear')}
      </Button>
    </div>
  )
}
