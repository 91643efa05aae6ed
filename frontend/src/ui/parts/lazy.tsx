import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Params } from '../router'
import { t } from '../words'
import type { Bundle } from '../words/files'
import { Button } from './button'
import { Loading } from './loading'
import { Screen } from './screen'
import { withWords } from './with-words'

export type ScreenComponent = ComponentType<{ params: Params }>

function Unloaded({ onRetry }: { onRetry: () => void }) {
  const foot = (
    <Button kind="main" wide onClick={onRetry}>
      {t('try.again')}
    </Button>
  )
  return (
    <Screen title={t('screen.unloaded.title')} foot={foot}>
      <p>{t('screen.unloaded.words')}</p>
    </Screen>
  )
}

/** A screen whose code and words come when it is first opened. */
export function lazy(words: Bundle, fetchCode: () => Promise<ScreenComponent>): ScreenComponent {
  const load = withWords(words, fetchCode)
  let loaded: ScreenComponent | null = null
  return function Lazy({ params }) {
    const [Loaded, setLoaded] = useState<ScreenComponent | null>(() => loaded)
    const [failed, setFailed] = useState(false)
    const fetchIt = () => {
      setFailed(false)
      load().then(
        (screen) => {
          loaded = screen
          setLoaded(() => screen)
        },
        () => setFailed(true),
      )
    }
    useEffect(() => {
      // It may have come between the first look and now: another address had asked for it.
      if (loaded) setLoaded(() => loaded)
      else fetchIt()
    }, [])
    if (failed) return <Unloaded onRetry={fetchIt} />
    return Loaded ? <Loaded params={params} /> : <Loading />
  }
}
