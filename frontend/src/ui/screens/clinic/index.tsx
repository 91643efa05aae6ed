import { StaffScreen } from '../../parts/staff/staff-screen'
import { useLoading } from '../../parts/staff/use-loading'
import { clinics } from '../../state/clinics'
import { me } from '../../state/session'
import { AddForm } from './add-form'
import { DetailsLink } from './details-link'
import type { Place } from './end-sheet'
import { Left } from './left'
import { Members } from './members'
import { Pending } from './pending'
import { t } from './words'
import './clinic.css'

function Managed({ clinic }: { clinic: Place }) {
  const page = useLoading(`members ${clinic.id}`, () => clinics.members(clinic.id))
  const pending = useLoading(`member invitations ${clinic.id}`, () => clinics.invitations(clinic.id))
  return (
    <div class="columns columns-even">
      <div class="column">
        <DetailsLink clinic={clinic} />
        <Left clinic={clinic} />
        <Members clinic={clinic} page={page} />
      </div>
      <div class="column">
        <AddForm
          clinic={clinic}
          onInvited={(made) => pending.set((before) => ({ ...before, results: [made, ...before.results] }))}
        />
        <Pending clinic={clinic} page={pending} />
      </div>
    </div>
  )
}

/** Who works in the clinics that one manages. */
export function Clinic() {
  const managed = me.value?.clinics.filter(({ role }) => role === 'manager') ?? []
  return (
    <StaffScreen title={t('clinic.title')} backTo="/settings">
      {managed.map((clinic) => (
        <Managed key={clinic.id} clinic={clinic} />
      ))}
    </StaffScreen>
  )
}
