import { useEffect, useState } from 'preact/hooks'
import type { InvitationFacts } from '../../../api/account'
import { Problem } from '../../../api/errors'
import { Button, ButtonLink } from '../../parts/button'
import { DoorBrand } from '../../parts/door-brand'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { go, type Params } from '../../router'
import { enter } from '../../state/account'
import { account, api } from '../../state/server'
import { fullDate } from '../../words/dates'
import { problemWords } from '../../words/problems'
import { CODE_LENGTH, CodeField, SendAgain } from './code-field'
import { MailLine } from './mail-line'
import { t } from './words'
import './signin.css'

function Closed({ why }: { why: 'used' | 'gone' | 'missing' }) {
  const foot = (
    <ButtonLink kind="main" wide href="/signin">
      {t('lapsed.action')}
    </ButtonLink>
  )
  return (
    <Screen title={t(`invite.${why}.title`)} over={<DoorBrand />} foot={foot}>
      <p>{t(`invite.${why}.words`)}</p>
    </Screen>
  )
}

/** Whether it was accepted; false where the server first wants a code from the invited mailbox. */
async function accepted(token: string, code: string): Promise<boolean> {
  try {
    await account.acceptInvitation(token, code)
    return true
  } catch (error) {
    if (error instanceof Problem && error.body.code === 'code_required') return false
    throw error
  }
}

function Open({ token, facts }: { token: string; facts: InvitationFacts }) {
  const { clinic, therapist } = facts
  const [needsCode, setNeedsCode] = useState(false)
  const [code, setCode] = useState('')
  const [turn, setTurn] = useState(0)
  const { ask, asking, problem } = useAsking(async () => {
    await account.facts()
    if (!(await accepted(token, code))) {
      await account.invitationCode(token)
      setNeedsCode(true)
      return null
    }
    const person = await api.me()
    await enter(person)
    go(person.patient?.intake_done === false ? '/welcome' : '/', { replace: true })
    return null
  })
  const foot = (
    <Button kind="main" wide disabled={asking || (needsCode && code.length < CODE_LENGTH)} onClick={ask}>
      {t('invite.accept')}
    </Button>
  )
  if (needsCode) {
    return (
      <Screen title={t('code.title')} over={<DoorBrand />} foot={foot}>
        <MailLine
          email={facts.email_masked}
          turn={turn}
          sent={t('invite.code.words', { email: facts.email_masked })}
        />
        <ProblemLine words={problem} />
        <CodeField value={code} onCode={setCode} />
        <SendAgain onSend={() => account.invitationCode(token)} onSent={() => setTurn(turn + 1)} />
      </Screen>
    )
  }
  return (
    <Screen title={t('invite.title')} over={<DoorBrand />} foot={foot}>
      <p class="lead">
        {therapist ? t('invite.from', { therapist, clinic }) : t('invite.from.clinic', { clinic })}
      </p>
      <p>{t('invite.words')}</p>
      <ProblemLine words={problem} />
      <p class="hint">{t('invite.privacy', { clinic })}</p>
      <p class="hint">
        {t('invite.for', { email: facts.email_masked })}
        <br />
        {t('invite.until', { day: fullDate(facts.expires_at.slice(0, 10)) })}
      </p>
    </Screen>
  )
}

type Found = InvitationFacts | 'missing' | string | null

/** The link of an invitation: whom it is from and what it means, and one button to accept. */
export function Invitation({ params }: { params: Params }) {
  const token = params.token ?? ''
  const [found, setFound] = useState<Found>(null)
  useEffect(() => {
    account.invitation(token).then(setFound, (error: unknown) => {
      setFound(error instanceof Problem && error.status === 404 ? 'missing' : problemWords(error))
    })
  }, [token])
  if (found === null) return <Loading />
  if (found === 'missing') return <Closed why="missing" />
  if (typeof found === 'string') {
    return (
      <Screen title={t('invite.title')} over={<DoorBrand />}>
        <ProblemLine words={found} />
      </Screen>
    )
  }
  if (found.state === 'open') return <Open token={token} facts={found} />
  return <Closed why={found.state === 'accepted' ? 'used' : 'gone'} />
}
