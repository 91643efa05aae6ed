import { clinicName } from '../../state/advice'
import { plan } from '../../state/diary'
import { t } from '../../words'
import { ButtonLink } from '../button'
import { callHref } from './call'

/** A number is read in one piece. */
const unbroken = (phone: string): string => phone.replaceAll(' ', '\u00a0')

function Clinic({ name, phone, urgent }: { name: string; phone: string | null; urgent: boolean }) {
  if (!phone) return <p>{t('advice.call.unknown', { clinic: name })}</p>
  return (
    <ButtonLink icon="call" kind={urgent ? 'main' : 'plain'} wide href={callHref(phone)}>
      {t('advice.call.number', { clinic: name, phone: unbroken(phone) })}
    </ButtonLink>
  )
}

/**
 * Whom to call: the clinic's own number and words, or plain words for one who uses Footing alone; the emergency number only
 * where the operator set one. No number is ever made up here.
 *
 * @param urgent calling is the one thing to do now
 */
export function Contacts({ urgent = false }: { urgent?: boolean }) {
  const help = plan.value?.help
  const clinic = clinicName.value
  const emergency = help?.emergency_number
  return (
    <section class="contacts" aria-label={t('advice.call.title')}>
      {clinic ? (
        <Clinic name={clinic} phone={help?.phone ?? null} urgent={urgent} />
      ) : (
        <p>{t('advice.call.own')}</p>
      )}
      {help?.words && <p>{help.words}</p>}
      {emergency && (
        <ButtonLink icon="alert" kind="danger" wide href={callHref(emergency)}>
          {t('advice.call.emergency', { phone: unbroken(emergency) })}
        </ButtonLink>
      )}
    </section>
  )
}
