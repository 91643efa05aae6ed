import { useEffect, useState } from 'preact/hooks'
import type { AppFacts } from '../../../api/account'
import { lacksSecondStep, type Me } from '../../../domain/person'
import { Loading } from '../../parts/loading'
import { go, path, place } from '../../router'
import { enter } from '../../state/account'
import { appFacts } from '../../state/facts'
import { dropPending, keepPending, pendingSignIn } from '../../state/pending-sign-in'
import { account, api, headless } from '../../state/server'
import { me, standing } from '../../state/session'
import { problemWords } from '../../words/problems'
import { Code } from './code'
import { Email } from './email'
import { Factor } from './factor'
import { Name } from './name'
import { SetUp } from './set-up'
import { type Stage, stageAfter } from './stage'
import './signin.css'

/** Where someone wanted to go before having to sign in. */
function wantedPlace(): string {
  if (path.value !== '/signin') return path.value
  const next = place.value.query.get('next') ?? '/'
  return next.startsWith('/') && !next.startsWith('//') ? next : '/'
}

/** Staff whom the operator took in without a name. */
const lacksName = ({ name, clinics }: Me) => clinics.length > 0 && !name.trim()

/** Invitations to work in a clinic come first, unless someone wanted to go to a place of their own. */
async function firstPlace(): Promise<string> {
  const next = wantedPlace()
  if (next !== '/') return next
  const waiting = await account.memberInvitations().catch(() => [])
  return waiting.length > 0 ? '/join' : next
}

/**
 * Signed in already, and sent here because the server asks for the second step: that comes next. Where a code was
 * asked for just now, the server is asked whether it still waits: the page may have been thrown away meanwhile.
 */
function firstStage(): Stage {
  if (standing.value === 'in' && me.value && lacksSecondStep(me.value)) return { at: 'set-up' }
  return pendingSignIn(Date.now()) ? { at: 'looking' } : { at: 'email' }
}

/** Keeps what a reload needs to go on here, and forgets it at the end. */
function remember(next: Stage): void {
  if (next.at === 'code') keepPending(next.email, Date.now())
  else if (next.at !== 'factor') dropPending()
}

/** Signing in and signing up: an address, a code, and for staff a second step. */
export function SignIn() {
  const [facts, setFacts] = useState<AppFacts | null>(null)
  const [stage, setStage] = useState<Stage>(firstStage)
  useEffect(() => {
    // Without an answer the form still stands.
    appFacts().then(setFacts, () => undefined)
  }, [])
  const arrive = async (failed: boolean) => {
    const person = await api.me()
    // Who keeps a diary of their own comes in without it; other people's records ask for it then.
    if (lacksSecondStep(person) && !person.patient) return setStage({ at: 'set-up', failed })
    if (lacksName(person)) return setStage({ at: 'name' })
    const next = await firstPlace()
    await enter(person)
    go(next, { replace: true })
  }
  const follow = (next: Stage) => {
    const tookSecondStep = stage.at === 'factor' || stage.at === 'set-up'
    remember(next)
    setStage(next)
    if (next.at === 'in') {
      arrive(tookSecondStep).catch((error) => setStage({ at: 'email', problem: problemWords(error) }))
    }
  }
  useEffect(() => {
    if (stage.at !== 'looking') return
    const { email } = pendingSignIn(Date.now()) ?? { email: '' }
    const look = async () => follow(stageAfter(await headless.session(), email) ?? { at: 'email' })
    look().catch((error) => setStage({ at: 'email', problem: problemWords(error) }))
  }, [])
  switch (stage.at) {
    case 'code':
      return <Code email={stage.email} isNew={stage.isNew} onStage={follow} />
    case 'factor':
      return <Factor types={stage.types} onStage={follow} />
    case 'set-up':
      return <SetUp failed={stage.failed ?? false} onDone={() => follow({ at: 'in' })} />
    case 'name':
      return <Name onDone={() => follow({ at: 'in' })} />
    case 'looking':
    case 'in':
      return <Loading />
    default:
      return (
        <Email
          key={stage.at}
          facts={facts}
          isNew={stage.at === 'sign-up'}
          wrong={stage.at === 'email' ? (stage.problem ?? null) : null}
          onStage={follow}
        />
      )
  }
}
