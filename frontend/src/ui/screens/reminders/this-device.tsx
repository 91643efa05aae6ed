import { useEffect, useState } from 'preact/hooks'
import type { PushTest } from '../../../api/push'
import { NoPush } from '../../../sync/subscription'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { look, ownDevice, pushApi, standing, turnOff, turnOn } from '../../state/push'
import { t } from './words'

/** What went wrong with subscribing, where neither the server nor the network is to blame. */
function browserWords(error: unknown): string {
  if (error instanceof NoPush) return t('push.not.set.up')
  if (error instanceof DOMException) return t('push.failed')
  throw error
}

/**
 * Asks, in a tap, to be subscribed here; words where something went wrong.
 *
 * @param onRefused the person said no, which is nothing wrong
 */
export async function askHere(onRefused: () => void): Promise<string | null> {
  try {
    if ((await turnOn()) !== 'on') onRefused()
    return null
  } catch (error) {
    return browserWords(error)
  }
}

function Answer({ test }: { test: PushTest }) {
  const isFine = test.outcome === 'delivered'
  return (
    <Banner icon={isFine ? 'check' : 'alert'} tone={isFine ? 'good' : 'attention'}>
      {test.detail} {test.status !== null && t('push.test.status', { status: String(test.status) })}
      {isFine && ` ${t('push.test.seen')}`}
    </Banner>
  )
}

function Test({ device }: { device: string }) {
  const [test, setTest] = useState<PushTest | null>(null)
  const { ask, asking, problem } = useAsking(async () => {
    setTest(null)
    setTest(await pushApi.test(device))
    return null
  })
  return (
    <>
      <ProblemLine words={problem} />
      {test && <Answer test={test} />}
      <Button icon="send" disabled={asking} onClick={ask}>
        {t(asking ? 'push.testing' : 'push.test')}
      </Button>
    </>
  )
}

function On() {
  const { ask, asking, problem } = useAsking(async () => {
    await turnOff()
    say(t('push.stopped'))
    return null
  })
  return (
    <>
      <Banner icon="check" tone="good">
        {t('push.on')}
      </Banner>
      <ProblemLine words={problem} />
      <div class="button-stack">
        {ownDevice.value && <Test device={ownDevice.value} />}
        <Button kind="quiet" disabled={asking} onClick={ask}>
          {t('push.stop')}
        </Button>
      </div>
    </>
  )
}

function Off() {
  const [isRefused, setRefused] = useState(false)
  const { ask, asking, problem } = useAsking(() => askHere(() => setRefused(true)))
  return (
    <>
      <p>{t('push.why')}</p>
      {isRefused && <Banner icon="mail">{t('push.refused')}</Banner>}
      <ProblemLine words={problem} />
      <Button kind="main" icon="phone" disabled={asking} onClick={ask}>
        {t('push.ask')}
      </Button>
    </>
  )
}

function HomeScreen() {
  return (
    <>
      <h3>{t('push.home')}</h3>
      <p>{t('push.home.words')}</p>
      <ol class="how-to">
        <li>{t('push.home.share')}</li>
        <li>{t('push.home.add')}</li>
        <li>{t('push.home.open')}</li>
      </ol>
    </>
  )
}

function Denied() {
  return (
    <>
      <h3>{t('push.denied')}</h3>
      <p>{t('push.denied.words')}</p>
    </>
  )
}

function Standing() {
  switch (standing.value) {
    case 'on':
      return <On />
    case 'off':
      return <Off />
    case 'denied':
      return <Denied />
    case 'home_screen':
      return <HomeScreen />
    case 'unsupported':
      return <p>{t('push.unsupported')}</p>
    default:
      return null
  }
}

/** Whether reminders come to this browser, and what to do about it. */
export function ThisDevice() {
  useEffect(() => {
    void look()
  }, [])
  return (
    <Card title={t('push.title')}>
      <Standing />
    </Card>
  )
}
