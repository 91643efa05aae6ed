import { computed } from '@preact/signals'
import { missedYesterday } from '../../../domain/missed'
import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { today } from '../../state/clock'
import { draft, entries, plan } from '../../state/diary'
import { t } from '../../words'

const missed = computed(() => missedYesterday(plan.value, entries.value, today.value))

/** What is not written down of yesterday can still be; it is marked as written later. */
export function YesterdayCard() {
  const { pain, assignments } = missed.value
  // One session at a time: the one in progress comes first.
  const routines = draft.value ? [] : assignments
  if (!pain && routines.length === 0) return null
  return (
    <Card title={t('today.yesterday.title')} tone="sunken">
      <p>{t('today.yesterday.words')}</p>
      <div class="stack">
        {pain && <ButtonLink href="/log-pain?yesterday">{t('today.yesterday.pain')}</ButtonLink>}
        {routines.map(({ id, name }) => (
          <ButtonLink key={id} href={`/session/${id}?yesterday`}>
            {routines.length > 1
              ? t('today.yesterday.exercises.of', { name })
              : t('today.yesterday.exercises')}
          </ButtonLink>
        ))}
      </div>
    </Card>
  )
}
