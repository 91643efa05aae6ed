import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { Loading } from '../../parts/loading'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { t } from '../../parts/staff/words'
import { clinics } from '../../state/clinics'
import { isTherapist, me } from '../../state/session'

interface Step {
  readonly key: string
  readonly title: string
  readonly words: string
  readonly done: boolean
  /** Where it is done; null where somebody else does it. */
  readonly href: string | null
}

async function readClinic(id: string) {
  const [settings, members, invitations] = await Promise.all([
    clinics.settings(id),
    clinics.members(id),
    clinics.invitations(id),
  ])
  const isTreating = ({ role }: { role: string }) => role === 'therapist'
  return {
    settings,
    therapist: members.results.find(isTreating) ?? null,
    isAsked: invitations.results.some((one) => isTreating(one) && one.state === 'open'),
  }
}

type Found = Awaited<ReturnType<typeof readClinic>>

function therapistWords({ therapist, isAsked }: Found): string {
  if (therapist) return t('first.therapist.done', { name: therapist.name || therapist.email })
  return t(isAsked ? 'first.therapist.invited' : 'first.therapist.words')
}

function stepsOf(found: Found): Step[] {
  const { id, phone } = found.settings
  return [
    {
      key: 'clinic',
      title: t('first.clinic'),
      words: phone ? t('first.clinic.done', { phone }) : t('first.clinic.words'),
      done: phone !== '',
      href: `/clinic/${id}/details`,
    },
    {
      key: 'therapist',
      title: t('first.therapist'),
      words: therapistWords(found),
      done: found.therapist !== null || found.isAsked,
      href: '/clinic',
    },
    {
      key: 'patient',
      title: t('first.patient'),
      words: t(isTherapist.value ? 'first.patient.yours' : 'first.patient.words'),
      done: false,
      href: isTherapist.value ? '/invite-patient' : null,
    },
  ]
}

function StepRow({ step, number }: { step: Step; number: number }) {
  const inside = (
    <>
      <span class={step.done ? 'step-mark step-mark-done' : 'step-mark'}>
        {step.done ? <Icon name="check" size={20} /> : <span aria-hidden="true">{number}</span>}
        {step.done && <span class="unseen">{t('first.done')}</span>}
      </span>
      <span class="row-words">
        <b>{step.title}</b>
        <span class="hint">{step.words}</span>
      </span>
      {step.href && <Icon name="forward" />}
    </>
  )
  return (
    <li>
      {step.href ? (
        <a class="row" href={step.href}>
          {inside}
        </a>
      ) : (
        <div class="row">{inside}</div>
      )}
    </li>
  )
}

function Path({ clinic, isOnly }: { clinic: { id: string; name: string }; isOnly: boolean }) {
  const page = useLoading(`first steps ${clinic.id}`, () => readClinic(clinic.id))
  const steps = page.found ? stepsOf(page.found) : []
  const next = steps.find(({ done, href }) => !done && href)
  return (
    <Card title={isOnly ? t('first.title') : t('first.title.of', { clinic: clinic.name })} tone="action">
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      {!page.found && page.loading && <Loading />}
      <ol class="rows">
        {steps.map((step, index) => (
          <StepRow key={step.key} step={step} number={index + 1} />
        ))}
      </ol>
      {next?.href && (
        <ButtonLink kind="main" wide href={next.href}>
          {next.title}
        </ButtonLink>
      )}
    </Card>
  )
}

/** What a manager does before there is a patient: the clinic and its number, the first therapist, the first patient. */
export function FirstSteps() {
  const managed = me.value?.clinics.filter(({ role }) => role === 'manager') ?? []
  return (
    <>
      {managed.map((clinic) => (
        <Path key={clinic.id} clinic={clinic} isOnly={managed.length === 1} />
      ))}
    </>
  )
}
