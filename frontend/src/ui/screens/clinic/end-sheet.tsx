import type { Member } from '../../../api/clinic'
import { Button } from '../../parts/button'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { clinics } from '../../state/clinics'
import { t } from './words'

export interface Place {
  readonly id: string
  readonly name: string
}

/** Asks before somebody's work in a clinic ends, and says what that means. */
export function EndSheet({
  of,
  clinic,
  onEnded,
  onClose,
}: {
  of: Member
  clinic: Place
  onEnded: () => void
  onClose: () => void
}) {
  const { send, sending, trouble } = useSending(async () => {
    await clinics.endMember(clinic.id, of.id)
    say(t('clinic.end.done', of))
    onEnded()
  })
  const foot = (
    <>
      <Button kind="danger" wide disabled={sending} onClick={send}>
        {t('clinic.end.action')}
      </Button>
      <Button wide onClick={onClose}>
        {t('clinic.end.keep')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('clinic.end.title', of)} onClose={onClose} foot={foot}>
      <ul class="bullets">
        <li>{t(`clinic.end.${of.role}`, { name: of.name, clinic: clinic.name })}</li>
        {of.role === 'therapist' && <li>{t('clinic.end.patients')}</li>}
        {of.role === 'therapist' && <li>{t('clinic.end.alone')}</li>}
      </ul>
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}
