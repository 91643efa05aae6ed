import { useEffect, useState } from 'preact/hooks'
import { deviceZone } from '../../../domain/clock'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { say } from '../../parts/said'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { useDraft } from '../../parts/use-draft'
import { useNetworkBack } from '../../parts/use-network-back'
import { back, go, path } from '../../router'
import { enter } from '../../state/account'
import { isPlace } from '../../state/clock'
import { plan } from '../../state/diary'
import { sendNow } from '../../state/sending'
import { account, api } from '../../state/server'
import { inClinic, me } from '../../state/session'
import { type Answers, type Question as Asked, intakeOf, knownAnswers, questionsFor } from './answers'
import { Question } from './question'
import { ChooseRoutine } from './routine'
import { t } from './words'

function Greeting({ onStart }: { onStart: () => void }) {
  const foot = (
    <Button kind="main" wide onClick={onStart}>
      {t('welcome.start')}
    </Button>
  )
  return (
    <Screen title={t('welcome.title')} foot={foot} {...(me.value?.patient && { backTo: '/' })}>
      <p class="lead">{t('welcome.words')}</p>
      <Banner icon="help">{t('welcome.not')}</Banner>
    </Screen>
  )
}

/** Whether exercises are still to be chosen: a clinic's patient gets them from the therapist. */
function choosesAlone(): boolean {
  return !inClinic.value && (plan.value?.assignments.length ?? 0) === 0
}

async function saveAnswers(answers: Answers, isNewName: boolean): Promise<void> {
  const intake = intakeOf(answers)
  if (!intake) return
  const zone = deviceZone()
  if (isNewName) await api.updateMe({ name: answers.name.trim(), ...(isPlace(zone) && { time_zone: zone }) })
  await enter(await account.saveIntake(intake))
}

/** How far the questions were answered, so that a reload goes on there. */
interface Begun {
  readonly asked: Asked | null
  readonly answers: Answers
  /** All is answered and on its way to the server. */
  readonly isSending: boolean
}

/** The first steps of a patient, one question a screen: the intake, then, for one without a clinic, a starter routine. */
export function Welcome() {
  useEffect(() => {
    // Whoever was led here from elsewhere stays here when the answers make a patient of them.
    if (path.value !== '/welcome') go('/welcome', { replace: true })
  }, [])
  const known = me.value
  const [questions] = useState(() => questionsFor(known?.name ?? ''))
  const draft = useDraft<Begun>('intake', { asked: null, answers: knownAnswers(known), isSending: false })
  const { answers, asked } = draft.value
  const [at, setShown] = useState(() => (asked ? questions.indexOf(asked) : -1))
  const setAt = (next: number) => {
    setShown(next)
    draft.change({ asked: questions[next] ?? null, isSending: false })
  }
  const save = useAsking(async () => {
    await saveAnswers(answers, questions.includes('name'))
    say(t('welcome.saved'))
    draft.drop()
    if (choosesAlone()) setShown(questions.length)
    else go('/', { replace: true })
    return null
  })
  const next = () => {
    if (at < questions.length - 1) return setAt(at + 1)
    draft.change({ isSending: true })
    save.ask()
  }
  // Thrown away while it was being sent: it goes on by itself.
  useEffect(() => {
    if (draft.value.isSending) save.ask()
  }, [])
  // Cut off at the last question: it is sent once the network is back.
  useNetworkBack(() => {
    if (save.problem) save.ask()
  })
  const question = questions[at]
  if (at === -1) return <Greeting onStart={() => setAt(0)} />
  if (question) {
    return (
      <Question
        key={question}
        question={question}
        at={at + 1}
        of={questions.length}
        answers={answers}
        problem={save.problem}
        onAnswer={(part) => draft.change({ answers: { ...answers, ...part }, isSending: false })}
        onBack={() => (at === 0 && known?.patient ? back('/') : setAt(at - 1))}
        onNext={next}
      />
    )
  }
  const taken = async () => {
    await sendNow()
    go('/', { replace: true })
  }
  return <ChooseRoutine onBack={() => setAt(questions.length - 1)} onTaken={taken} />
}
