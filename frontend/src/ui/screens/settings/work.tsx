import { useState } from 'preact/hooks'
import type { Me } from '../../../domain/person'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { EndButton, HandOver, useEnding } from '../../parts/staff/hand-over'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { t } from '../../parts/staff/words'
import { refreshMe } from '../../state/account'
import { clinics } from '../../state/clinics'
import { InvitationCard } from '../join/invitation-card'
import { useInvitations } from '../join/use-invitations'

interface Place {
  readonly id: string
  readonly name: string
  readonly roles: readonly ('therapist' | 'manager')[]
}

/** Each clinic once, with every role one has there. */
function placesOf({ clinics: work }: Me): Place[] {
  const found = new Map<string, Place>()
  for (const { id, name, role } of work) {
    if (role !== 'therapist' && role !== 'manager') continue
    found.set(id, { id, name, roles: [...(found.get(id)?.roles ?? []), role] })
  }
  return [...found.values()]
}

function LeaveSheet({ of, person, onClose }: { of: Place; person: Me; onClose: () => void }) {
  const ending = useEnding(async (handOverTo) => {
    await clinics.endMember(of.id, 'me', handOverTo)
    say(t('work.leave.done', { clinic: of.name }))
    onClose()
    await refreshMe().catch(() => undefined)
  })
  const foot = (
    <>
      <EndButton ending={ending} words={t('work.leave.action')} />
      <Button wide onClick={onClose}>
        {t('work.leave.keep')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('work.leave.title', { clinic: of.name })} onClose={onClose} foot={foot}>
      {ending.left.length === 0 && <p>{t('work.leave.words')}</p>}
      <HandOver clinic={of.id} ending={ending} without={person.id} />
      <TroubleBanner trouble={ending.trouble} />
    </Sheet>
  )
}

/** The clinics one works in, each with a way out, and invitations that wait. */
export function Work({ person }: { person: Me }) {
  const { waiting, drop } = useInvitations()
  const [leaving, setLeaving] = useState<Place | null>(null)
  const places = placesOf(person)
  return (
    <>
      {waiting?.map((one) => (
        <InvitationCard key={one.id} of={one} onGone={() => drop(one.id)} />
      ))}
      {places.length > 0 && (
        <Card title={t('work.title')}>
          <ul class="plain-list">
            {places.map((place) => (
              <li key={place.id} class="work-place">
                <span>
                  <b>{place.name}</b>
                  <br />
                  <span class="hint">{place.roles.map((role) => t(`work.role.${role}`)).join(' · ')}</span>
                </span>
                <span class="small-button work-leave">
                  <Button
                    aria-label={t('work.leave.of', { clinic: place.name })}
                    onClick={() => setLeaving(place)}
                  >
                    {t('work.leave')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {leaving && <LeaveSheet of={leaving} person={person} onClose={() => setLeaving(null)} />}
    </>
  )
}
