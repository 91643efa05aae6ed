import { Contacts } from '../../parts/advice/contacts'
import { Card } from '../../parts/card'
import { Screen } from '../../parts/screen'
import { isPatient } from '../../state/session'
import { t } from './words'

const emergency = () => [t('help.emergency.1'), t('help.emergency.2')]
const withinADay = () => [
  t('help.today.1'),
  t('help.today.2'),
  t('help.today.3'),
  t('help.today.4'),
  t('help.today.5'),
  t('help.today.6'),
  t('help.today.7'),
  t('help.today.8'),
]
const soon = () => [t('help.soon.1'), t('help.soon.2')]

function Signs({ title, signs, urgent }: { title: string; signs: readonly string[]; urgent?: boolean }) {
  return (
    <Card title={title} tone={urgent ? 'attention' : 'plain'}>
      <ul class="bullets">
        {signs.map((sign) => (
          <li key={sign}>{sign}</li>
        ))}
      </ul>
    </Card>
  )
}

/** The warning signs, always on this phone, and whom to call as the clinic and the operator set it. */
export function MedicalHelp() {
  return (
    <Screen title={t('help.title')} backTo="/learn">
      <p>{t('help.words')}</p>
      {isPatient.value && (
        <Card title={t('advice.call.title')}>
          <Contacts />
        </Card>
      )}
      <Signs title={t('help.emergency')} signs={emergency()} urgent />
      <Signs title={t('help.today')} signs={withinADay()} urgent />
      <Signs title={t('help.soon')} signs={soon()} />
      <p>{t('help.then')}</p>
    </Screen>
  )
}
