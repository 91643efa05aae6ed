import { Button } from '../../parts/button'
import { ProblemLine } from '../../parts/problem'
import { useAsking } from '../../parts/use-asking'
import { signInAgain } from '../../state/account'
import { t } from './words'

/**
 * Some things need a fresh sign-in. Says so, and leads there and back.
 *
 * @param words why, what is safe, and what comes next
 * @param next where to go after signing in
 */
export function SignInAgain({
  words = t('safety.again'),
  next = '/settings',
}: {
  words?: string
  next?: string
}) {
  const { ask, asking, problem } = useAsking(async () => {
    await signInAgain(next)
    return null
  })
  return (
    <div class="stack">
      <ProblemLine words={problem ?? words} />
      <Button kind="main" icon="key" wide disabled={asking} onClick={ask}>
        {t('safety.again.action')}
      </Button>
    </div>
  )
}
