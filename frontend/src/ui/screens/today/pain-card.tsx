import type { CheckIn } from '../../../domain/checkIn'
import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { EntryState } from '../../parts/entry-state'
import { ScoreBadge } from '../../parts/score-badge'
import { todaysPain } from '../../state/diary'
import { inClinic } from '../../state/session'
import { t } from '../../words'
import { timeOfDay } from '../../words/dates'

function Logged({ of: { entry, score, moment, at } }: { of: CheckIn }) {
  const time = timeOfDay(at, entry.time_zone)
  return (
    <a class="row" href={`/history/${entry.entry_id}`}>
      <ScoreBadge score={score} />
      <span class="row-words">
        <b>{moment === 'before' ? t('today.pain.before') : t(`pain.moment.${moment}`)}</b>
        <span class="row-meta">
          <span class="hint">{time}</span> <EntryState entry={entry} />
        </span>
      </span>
    </a>
  )
}

/** Asks for the pain of the day, or shows what was logged. */
export function PainCard() {
  const logged = todaysPain.value
  if (logged.length === 0) {
    return (
      <section class="card" aria-labelledby="pain-ask">
        <div class="stack-close">
          <h2 id="pain-ask">{t('today.pain.title')}</h2>
          <p>{t(inClinic.value ? 'today.pain.words' : 'today.pain.words.own')}</p>
        </div>
        <ButtonLink kind="pain" wide href="/log-pain">
          {t('today.pain.action')}
        </ButtonLink>
      </section>
    )
  }
  const again = (
    <ButtonLink kind="quiet" href="/log-pain">
      {t('today.pain.again')}
    </ButtonLink>
  )
  return (
    <Card title={t('today.pain.done')} aside={again}>
      <ul class="rows">
        {logged.map((one) => (
          <li key={one.entry.entry_id}>
            <Logged of={one} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
