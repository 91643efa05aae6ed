import type { Member } from '../../../api/clinic'
import { Button } from '../../parts/button'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { EndButton, HandOver, useEnding } from '../../parts/staff/hand-over'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { clinics } from '../../state/clinics'
import { t } from './words'

export interface Place {
  readonly id: string
  readonly name: string
}

/** Asks before somebody's work in a clinic ends, says what that means, and who takes over. */
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
  const name = of.name || of.email
  const ending = useEnding(async (handOverTo) => {
    await clinics.endMember(clinic.id, of.id, handOverTo)
    say(t('clinic.end.done', { name }))
    onEnded()
  })
  const foot = (
    <>
      <EndButton ending={ending} words={t('clinic.end.action')} />
      <Button wide onClick={onClose}>
        {t('clinic.end.keep')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('clinic.end.title', { name })} onClose={onClose} foot={foot}>
      {ending.left.length === 0 && (
        <ul class="bullets">
          <li>{t(`clinic.end.${of.role}`, { name, clinic: clinic.name })}</li>
          {of.role === 'therapist' && <li>{t('clinic.end.patients')}</li>}
        </ul>
      )}
      <HandOver clinic={clinic.id} ending={ending} without={of.person} />
      <TroubleBanner trouble={ending.trouble} />
    </Sheet>
  )
}
