import { useEffect, useState } from 'preact/hooks'
import type { AppFacts } from '../../../api/account'
import type { Me } from '../../../domain/person'
import { Loading } from '../../parts/loading'
import { go, path, place } from '../../router'
import { enter } from '../../state/account'
import { appFacts } from '../../state/facts'
import { api } from '../../state/server'
import { me, standing } from '../../state/session'
import { Code } from './code'
import { Email } from './email'
import { Factor } from './factor'
import { SetUp } from './set-up'
import type { Stage } from './stage'
import './signin.css'

/** Where someone wanted to go before having to sign in. */
function wantedPlace(): string {
  if (path.value !== '/signin') return path.value
  const next = place.value.query.get('next') ?? '/'
  return next.startsWith('/') && !next.startsWith('//') ? next : '/'
}

const lacksSecondStep = ({ second_factor }: Me) =>
  second_factor?.required === true && !second_factor.satisfied

/** Signed in already, and sent here because the server asks for the second step: that comes next. */
const firstStage = (): Stage =>
  standing.value === 'in' && me.value && lacksSecondStep(me.value) ? { at: 'set-up' } : { at: 'email' }

/** Signing in and signing up: an address, a code, and for staff a second step. */
export function SignIn() {
  const [facts, setFacts] = useState<AppFacts | null>(null)
  const [stage, setStage] = useState<Stage>(firstStage)
  useEffect(() => {
    // Without an answer the form still stands.
    appFacts().then(setFacts, () => undefined)
  }, [])
  const arrive = async () => {
    const person = await api.me()
    if (lacksSecondStep(person)) return setStage({ at: 'set-up' })
    const next = wantedPlace()
    await enter(person)
    go(next, { replace: true })
  }
  const follow = (next: Stage) => {
    setStage(next)
    if (next.at === 'in') arrive().catch(() => setStage({ at: 'email' }))
  }
  switch (stage.at) {
    case 'code':
      return <Code email={stage.email} isNew={stage.isNew} onStage={follow} />
    case 'factor':
      return <Factor types={stage.types} onStage={follow} />
    case 'set-up':
      return <SetUp onDone={() => follow({ at: 'in' })} />
    case 'in':
      return <Loading />
    default:
      return <Email key={stage.at} facts={facts} isNew={stage.at === 'sign-up'} onStage={follow} />
  }
}
