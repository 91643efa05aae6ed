import { useEffect, useState } from 'preact/hooks'
import type { MembershipFacts } from '../../../api/account'
import { Problem } from '../../../api/errors'
import { lacksSecondStep } from '../../../domain/person'
import { Button, ButtonLink } from '../../parts/button'
import { DoorBrand } from '../../parts/door-brand'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { go, type Params } from '../../router'
import { enter } from '../../state/account'
import { account } from '../../state/server'
import { standing } from '../../state/session'
import { fullDate } from '../../words/dates'
import { problemWords } from '../../words/problems'
import { InvitationCard } from './invitation-card'
import { useInvitations } from './use-invitations'
import { t } from './words'

/** The invitations that wait for who is signed in; shown after signing in, and from the settings. */
export function Join() {
  const { waiting, drop } = useInvitations()
  if (!waiting) return <Loading />
  const foot = (
    <ButtonLink kind={waiting.length ? 'quiet' : 'main'} wide href="/">
      {t(waiting.length ? 'join.later' : 'join.on')}
    </ButtonLink>
  )
  return (
    <Screen title={t('join.title')} foot={foot}>
      {waiting.length === 0 && <p>{t('join.none')}</p>}
      {waiting.map((one) => (
        <InvitationCard key={one.id} of={one} onGone={() => drop(one.id)} />
      ))}
    </Screen>
  )
}

function Over({ why }: { why: 'over' | 'missing' }) {
  const foot = (
    <ButtonLink kind="main" wide href="/">
      {t('join.on')}
    </ButtonLink>
  )
  return (
    <Screen title={t(`join.${why}.title`)} over={<DoorBrand />} foot={foot}>
      <p>{t(`join.${why}.words`)}</p>
    </Screen>
  )
}

/** Accepts by the link; who has an account already signs in first and then finds the invitation in the app. */
async function acceptLink(token: string): Promise<null> {
  try {
    await account.facts()
    const person = await account.acceptMembershipLink(token)
    await enter(person)
    go(lacksSecondStep(person) ? `/signin?next=${encodeURIComponent('/caseload')}` : '/caseload')
  } catch (error) {
    if (!(error instanceof Problem) || error.body.code !== 'sign_in_first') throw error
    go(`/signin?next=${encodeURIComponent('/join')}`)
  }
  return null
}

function Open({ token, facts }: { token: string; facts: MembershipFacts }) {
  const { ask, asking, problem } = useAsking(() => acceptLink(token))
  const foot = (
    <Button kind="main" wide disabled={asking} onClick={ask}>
      {t('join.accept')}
    </Button>
  )
  return (
    <Screen title={t('join.title')} over={<DoorBrand />} foot={foot}>
      <p class="lead">{t(`join.as.${facts.role}`, { clinic: facts.clinic })}</p>
      <p>{t('join.means')}</p>
      <ProblemLine words={problem} />
      {standing.value === 'in' && (
        <ButtonLink kind="quiet" href="/join">
          {t('join.decline')}
        </ButtonLink>
      )}
      <p class="hint">
        {t('join.for', { email: facts.email_masked })}
        <br />
        {t('join.until', { day: fullDate(facts.expires_at.slice(0, 10)) })}
      </p>
    </Screen>
  )
}

/** The link of an invitation to work in a clinic: which clinic asks, what it means, and one button to accept. */
export function JoinLink({ params }: { params: Params }) {
  const token = params.token ?? ''
  const [found, setFound] = useState<MembershipFacts | 'missing' | { words: string } | null>(null)
  useEffect(() => {
    account.membership(token).then(setFound, (error: unknown) => {
      const missing = error instanceof Problem && error.status === 404
      setFound(missing ? 'missing' : { words: problemWords(error) })
    })
  }, [token])
  if (found === null) return <Loading />
  if (found === 'missing') return <Over why="missing" />
  if ('words' in found)
    return (
      <Screen title={t('join.title')} over={<DoorBrand />}>
        <ProblemLine words={found.words} />
      </Screen>
    )
  return found.state === 'open' ? <Open token={token} facts={found} /> : <Over why="over" />
}
