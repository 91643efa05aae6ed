import { type MemberInvitation, WORK_ROLES, type WorkRole } from '../../../api/clinic'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { TextField } from '../../parts/field'
import { say } from '../../parts/said'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { clinics } from '../../state/clinics'
import type { Place } from './end-sheet'
import { t } from './words'

const roles = () => WORK_ROLES.map((value) => ({ value, label: t(`clinic.role.${value}`) }))

interface NewMember {
  readonly name: string
  readonly email: string
  readonly role: WorkRole
}

const NOBODY: NewMember = { name: '', email: '', role: 'therapist' }

/** Asks somebody to work in the clinic, by their address. */
export function AddForm({
  clinic,
  onInvited,
}: {
  clinic: Place
  onInvited: (invitation: MemberInvitation) => void
}) {
  const draft = useDraft<NewMember>('clinic.add', NOBODY, 'tab')
  const { name, email, role } = draft.value
  const { send, sending, trouble } = useSending(async () => {
    const made = await clinics.inviteMember(clinic.id, { name: name.trim(), email: email.trim(), role })
    draft.startOver()
    say(t('clinic.add.done', made))
    onInvited(made)
  })
  const submit = (event: Event) => {
    event.preventDefault()
    send()
  }
  return (
    <Card title={t('clinic.add.title')}>
      <p class="hint">{t('clinic.add.words')}</p>
      <form class="stack" onSubmit={submit} noValidate>
        <TextField
          label={t('clinic.add.name')}
          autocomplete="off"
          autocapitalize="words"
          maxLength={120}
          value={name}
          error={trouble?.fields.name}
          onInput={(event) => draft.change({ name: event.currentTarget.value })}
        />
        <TextField
          type="email"
          inputMode="email"
          label={t('clinic.add.email')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={email}
          error={trouble?.fields.email}
          onInput={(event) => draft.change({ email: event.currentTarget.value })}
        />
        <OneOf
          legend={t('clinic.add.role')}
          options={roles()}
          value={role}
          onChange={(chosen) => draft.change({ role: chosen })}
        />
        <TroubleBanner trouble={trouble} />
        <Button
          kind="main"
          icon="send"
          wide
          type="submit"
          disabled={sending || !name.trim() || !email.includes('@')}
        >
          {t('clinic.add.action')}
        </Button>
      </form>
    </Card>
  )
}
