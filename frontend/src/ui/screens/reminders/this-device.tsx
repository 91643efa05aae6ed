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

/** What a test came to, in plain words; the push service's own answer below, for whoever helps. */
function Answer({ test: { outcome, status } }: { test: PushTest }) {
  const isFine = outcome === 'delivered'
  const words = isFine || outcome === 'retry' ? t(`push.test.${outcome}`) : t('push.test.refused')
  return (
    <Banner icon={isFine ? 'send' : 'alert'} tone={isFine ? 'good' : 'attention'}>
      {words}
      {status !== null && <p class="hint">{t('push.test.status', { status: String(status) })}</p>}
    </Banner>
  )
}

/** One line says how it stands: what the last test came to, or that reminders come. */
function On({ onGone }: { onGone: () => void }) {
  const [tested, setTested] = useState<PushTest | null>(null)
  const test = useAsking(async (device: string) => {
    setTested(null)
    const told = await pushApi.test(device)
    setTested(told)
    // The push service no longer knows this browser, whatever the browser believes.
    if (told.outcome === 'gone') await turnOff().finally(onGone)
    return null
  })
  const stop = useAsking(async () => {
    await turnOff()
    say(t('push.stopped'))
    return null
  })
  const device = ownDevice.value
  return (
    <>
      {tested ? (
        <Answer test={tested} />
      ) : (
        <Banner icon="check" tone="good">
          {t('push.on')}
        </Banner>
      )}
      <ProblemLine words={test.problem ?? stop.problem} />
      <div class="button-stack">
        {device && (
          <Button icon="send" disabled={test.asking} onClick={() => test.ask(device)}>
            {t(test.asking ? 'push.testing' : 'push.test')}
          </Button>
        )}
        <Button kind="quiet" disabled={stop.asking} onClick={stop.ask}>
          {t('push.stop')}
        </Button>
      </div>
    </>
  )
}

function Off({ isNext, isGone, onAsk }: { isNext: boolean; isGone: boolean; onAsk: () => void }) {
  const [isRefused, setRefused] = useState(false)
  const { ask, asking, problem } = useAsking(() => {
    onAsk()
    return askHere(() => setRefused(true))
  })
  return (
    <>
      {isGone && (
        <Banner icon="alert" tone="attention">
          {t('push.test.gone')}
        </Banner>
      )}
      <p>{t('push.why')}</p>
      {isRefused && <Banner icon="mail">{t('push.refused')}</Banner>}
      <ProblemLine words={problem} />
      <Button kind={isNext ? 'main' : 'plain'} icon="phone" disabled={asking} onClick={ask}>
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

function Standing({ isNext }: { isNext: boolean }) {
  const [isGone, setGone] = useState(false)
  switch (standing.value) {
    case 'on':
      return <On onGone={() => setGone(true)} />
    case 'off':
      return <Off isNext={isNext} isGone={isGone} onAsk={() => setGone(false)} />
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

/**
 * Whether reminders come to this browser, and what to do about it.
 *
 * @param isNext the rules stand: turning them on here is what comes next
 */
export function ThisDevice({ isNext }: { isNext: boolean }) {
  useEffect(() => {
    void look()
  }, [])
  return (
    <Card title={t('push.title')}>
      <Standing isNext={isNext} />
    </Card>
  )
}
