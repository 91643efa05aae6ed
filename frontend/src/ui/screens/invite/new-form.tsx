import type { SentInvitation } from '../../../api/answers'
import type { Foot } from '../../../api/record'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { DraftLine } from '../../parts/draft-line'
import { SelectField, TextArea, TextField } from '../../parts/field'
import { useConditions } from '../../parts/staff/conditions'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { me } from '../../state/session'
import { therapist } from '../../state/therapist'
import { EMPTY, type InvitationForm, invitationOf } from './form'
import { t } from './words'

const feet = (): readonly { value: Foot; label: string }[] => [
  { value: 'left', label: t('left') },
  { value: 'right', label: t('right') },
  { value: 'both', label: t('both.feet') },
]

type Change = (change: Partial<InvitationForm>) => void
type Wrong = Readonly<Record<string, string>>

/** Only for those who work as therapists in several clinics. */
function ClinicField({ form, wrong, onChange }: { form: InvitationForm; wrong: Wrong; onChange: Change }) {
  const clinics = me.value?.clinics.filter(({ role }) => role === 'therapist') ?? []
  if (clinics.length < 2) return null
  return (
    <SelectField
      label={t('invite.clinic')}
      value={form.clinic}
      error={wrong.clinic}
      onChange={(event) => onChange({ clinic: event.currentTarget.value })}
    >
      <option value="">{t('invite.condition.pick')}</option>
      {clinics.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

function Fields({ form, wrong, onChange }: { form: InvitationForm; wrong: Wrong; onChange: Change }) {
  const { list } = useConditions()
  return (
    <>
      <TextField
        label={t('invite.name')}
        hint={t('invite.name.hint')}
        autocomplete="off"
        autocapitalize="words"
        maxLength={120}
        value={form.name}
        error={wrong.name}
        onInput={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextField
        type="email"
        inputMode="email"
        label={t('invite.email')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={form.email}
        error={wrong.email}
        onInput={(event) => onChange({ email: event.currentTarget.value })}
      />
      <SelectField
        label={t('invite.condition')}
        value={form.condition}
        error={wrong.condition}
        onChange={(event) => onChange({ condition: event.currentTarget.value })}
      >
        <option value="">{t('invite.condition.pick')}</option>
        {list.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </SelectField>
      <OneOf
        legend={t('invite.foot')}
        options={feet()}
        value={form.foot}
        onChange={(foot) => onChange({ foot })}
      />
      <ClinicField form={form} wrong={wrong} onChange={onChange} />
      <TextArea
        label={t('invite.message')}
        hint={t('invite.message.hint')}
        maxLength={1000}
        value={form.message}
        error={wrong.message}
        onInput={(event) => onChange({ message: event.currentTarget.value })}
      />
    </>
  )
}

/** Asks for what an invitation needs, and sends it. */
export function NewForm({ onSent }: { onSent: (sent: SentInvitation) => void }) {
  // Also while signing in again.
  const draft = useDraft<InvitationForm>('invite', EMPTY, 'tab')
  const { value: form, change } = draft
  const invitation = invitationOf(form)
  const { send, sending, trouble } = useSending(async () => {
    if (!invitation) return
    const sent = await therapist.invite(invitation)
    draft.drop()
    onSent(sent)
  })
  const submit = (event: Event) => {
    event.preventDefault()
    send()
  }
  return (
    <Card>
      <p>{t('invite.new.words')}</p>
      <DraftLine draft={draft} />
      <form class="stack form" onSubmit={submit} noValidate>
        <Fields form={form} wrong={trouble?.fields ?? {}} onChange={change} />
        <TroubleBanner trouble={trouble} />
        <Button kind="main" icon="mail" wide type="submit" disabled={sending || !invitation}>
          {t('invite.send')}
        </Button>
        {!invitation && <p class="hint">{t('invite.incomplete')}</p>}
      </form>
    </Card>
  )
}
