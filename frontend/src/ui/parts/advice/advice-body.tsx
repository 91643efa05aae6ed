import type { Advice } from '../../../domain/advice'
import type { Entry } from '../../../domain/entry'
import { circumstances, clinicName } from '../../state/advice'
import { t } from '../../words'
import { Icon } from '../icon'
import { adviceSteps, adviceWhy } from './advice-words'
import { Contacts } from './contacts'
import './advice.css'

/** Why, what to do step by step, and whom to call. The heading above it says the same in a few words. */
export function AdviceBody({ advice, entry }: { advice: Advice; entry: Entry | null }) {
  const steps = adviceSteps(advice, circumstances.value, clinicName.value)
  return (
    <div class="advice">
      <p class="advice-why">
        <Icon name="alert" size={32} />
        <span>{adviceWhy(advice, entry, circumstances.value)}</span>
      </p>
      <ol class="how-to">
        {steps.map((step) => (
          <li key={step}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      <Contacts urgent={advice.level === 'help'} />
      <p>
        <a class="advice-more" href="/learn/help">
          {t('advice.more')}
        </a>
      </p>
    </div>
  )
}
