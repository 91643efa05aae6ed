import { useState } from 'preact/hooks'
import { addDays } from '../../../domain/clock'
import type { Zones } from '../../../domain/plan'
import { ButtonLink } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { today } from '../../state/clock'
import { plan, ready } from '../../state/diary'
import { Pain } from './pain'
import { Weeks } from './weeks'
import { t } from './words'
import '../../styles/charts.css'

const ranges = () =>
  [
    { value: '28', label: t('progress.range.28') },
    { value: '84', label: t('progress.range.84') },
  ] as const
type Range = ReturnType<typeof ranges>[number]['value']

/** Used until the plan, with the therapist's own zones, is on this phone. */
const USUAL_ZONES: Zones = { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true }

/** How it goes, reckoned on this phone from the diary and the plan: it works without a network. */
export function Progress() {
  const [range, setRange] = useState<Range>('28')
  if (!ready.value) return <Loading />
  const from = addDays(today.value, 1 - Number(range))
  return (
    <Screen title={t('progress.title')}>
      <OneOf legend={t('progress.range')} legendUnseen options={ranges()} value={range} onChange={setRange} />
      <Pain from={from} zones={plan.value?.zones ?? USUAL_ZONES} />
      {plan.value && <Weeks plan={plan.value} from={from} />}
      <ButtonLink href="/summaries">{t('progress.past')}</ButtonLink>
      <p class="hint">{t('progress.reported')}</p>
    </Screen>
  )
}
