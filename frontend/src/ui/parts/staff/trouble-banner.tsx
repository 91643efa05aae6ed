import { useEffect } from 'preact/hooks'
import { go, path } from '../../router'
import { Banner } from '../banner'
import { Button, ButtonLink } from '../button'
import type { Trouble } from './trouble'
import { t } from './words'

function Help({ helps, onRetry }: { helps: Trouble['helps']; onRetry?: (() => void) | undefined }) {
  if (helps === 'sign-in')
    return (
      <ButtonLink kind="quiet" href={signInAndBack()}>
        {t('lapsed.action')}
      </ButtonLink>
    )
  if ((helps === 'network' || helps === 'again') && onRetry)
    return (
      <Button kind="quiet" onClick={onRetry}>
        {t('try.again')}
      </Button>
    )
  return null
}

const signInAndBack = () => `/signin?next=${encodeURIComponent(path.value)}`

/** What went wrong, what is safe and what to do next. Leads on by itself where a second step is asked for. */
export function TroubleBanner({ trouble, onRetry }: { trouble: Trouble | null; onRetry?: () => void }) {
  const isBarred = trouble?.helps === 'second-step'
  useEffect(() => {
    if (isBarred) go(signInAndBack(), { replace: true })
  }, [isBarred])
  if (!trouble) return null
  const help = <Help helps={trouble.helps} onRetry={onRetry} />
  return (
    <Banner icon="alert" tone="attention" urgent action={help}>
      {trouble.words}
    </Banner>
  )
}
