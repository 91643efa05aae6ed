import { Button } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import type { Fetched } from '../../parts/use-fetched'
import { t } from './words'

/** What stands in for a page that is not here: it comes, it failed, or there is none. */
export function Unfetched({ fetched, onAgain }: { fetched: Fetched<unknown>; onAgain: () => void }) {
  if (fetched.state === 'loading') return <Loading />
  if (fetched.state === 'missing') return <p>{t('learn.missing')}</p>
  if (fetched.state === 'here') return null
  return (
    <div class="stack">
      <ProblemLine words={fetched.words} />
      <Button onClick={onAgain}>{t('try.again')}</Button>
    </div>
  )
}
