import { Button } from '../../parts/button'
import { ProblemLine } from '../../parts/problem'
import { useAsking } from '../../parts/use-asking'
import { signInAgain } from '../../state/account'
import { t } from './words'

/** Some things need a fresh sign-in. Says so, and leads there and back. */
export function SignInAgain() {
  const { ask, asking, problem } = useAsking(async () => {
    await signInAgain('/settings')
    return null
  })
  return (
    <div class="stack">
      <ProblemLine words={problem ?? t('safety.again')} />
      <Button kind="main" icon="key" wide disabled={asking} onClick={ask}>
        {t('safety.again.action')}
      </Button>
    </div>
  )
}
