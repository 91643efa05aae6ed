import type { ClinicSettings } from '../../../api/clinic'
import { Button } from '../../parts/button'
import { TextArea, TextField } from '../../parts/field'
import { Loading } from '../../parts/loading'
import { say } from '../../parts/said'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { back, type Params } from '../../router'
import { refreshMe } from '../../state/account'
import { clinics } from '../../state/clinics'
import { t } from './words'
import './clinic.css'

const NAME_LENGTH = 120
const PHONE_LENGTH = 40
const WORDS_LENGTH = 1000

function Form({ of }: { of: ClinicSettings }) {
  const { value, change, drop } = useDraft(`clinic.details.${of.id}`, of, 'tab')
  const { send, sending, trouble } = useSending(async () => {
    const { name, phone, urgent_help } = value
    await clinics.changeSettings(of.id, {
      name: name.trim(),
      phone: phone.trim(),
      urgent_help: urgent_help.trim(),
    })
    drop()
    say(t('clinic.details.saved'))
    await refreshMe().catch(() => undefined)
    back('/caseload')
  })
  const submit = (event: Event) => {
    event.preventDefault()
    send()
  }
  return (
    <form class="stack clinic-details" onSubmit={submit} noValidate>
      <p>{t('clinic.details.words')}</p>
      <TextField
        label={t('clinic.details.name')}
        autocomplete="organization"
        maxLength={NAME_LENGTH}
        value={value.name}
        error={trouble?.fields.name}
        onInput={(event) => change({ name: event.currentTarget.value })}
      />
      <TextField
        type="tel"
        inputMode="tel"
        label={t('clinic.details.phone')}
        hint={t('clinic.details.phone.hint')}
        autocomplete="off"
        maxLength={PHONE_LENGTH}
        value={value.phone}
        error={trouble?.fields.phone}
        onInput={(event) => change({ phone: event.currentTarget.value })}
      />
      <TextArea
        label={t('clinic.details.urgent')}
        hint={t('clinic.details.urgent.hint')}
        maxLength={WORDS_LENGTH}
        value={value.urgent_help}
        error={trouble?.fields.urgent_help}
        onInput={(event) => change({ urgent_help: event.currentTarget.value })}
      />
      <TroubleBanner trouble={trouble} />
      <Button kind="main" wide type="submit" disabled={sending || !value.name.trim()}>
        {t('clinic.details.save')}
      </Button>
    </form>
  )
}

/** What a clinic says of itself to its patients: its name, the number to call, and words for what is urgent. */
export function Details({ params: { clinic = '' } }: { params: Params }) {
  const page = useLoading(`clinic ${clinic}`, () => clinics.settings(clinic))
  return (
    <StaffScreen title={t('clinic.details')} backTo="/clinic">
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      {!page.found && page.loading && <Loading />}
      {page.found && <Form key={page.found.id} of={page.found} />}
    </StaffScreen>
  )
}
