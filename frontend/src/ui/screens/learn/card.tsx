import { Screen } from '../../parts/screen'
import type { Params } from '../../router'
import { plan } from '../../state/diary'
import { t } from './words'

/** One card about caring for the feet. */
export function CardPage({ params }: { params: Params }) {
  const card = plan.value?.care_cards.find(({ slug }) => slug === params.slug)
  const lines = card?.text.split('\n').filter(Boolean) ?? []
  return (
    <Screen title={card?.title ?? t('learn.title')} backTo="/learn">
      {card ? (
        <>
          <p class="lead">{lines[0]}</p>
          <ul class="bullets">
            {lines.slice(1).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t('learn.missing')}</p>
      )}
    </Screen>
  )
}
