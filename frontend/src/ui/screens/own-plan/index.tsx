import { useState } from 'preact/hooks'
import type { Plan } from '../../../domain/plan'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { Screen } from '../../parts/screen'
import { Sheet } from '../../parts/sheet'
import { useAsking } from '../../parts/use-asking'
import { go } from '../../router'
import { today } from '../../state/clock'
import { plan } from '../../state/diary'
import { sendNow } from '../../state/sending'
import { account } from '../../state/server'
import { inClinic } from '../../state/session'
import { ChooseRoutine } from '../welcome/routine'
import { t } from './words'

/** What has not ended, to come included. */
const lasting = (of: Plan | null) =>
  (of?.assignments ?? []).filter(({ ends_on }) => ends_on === null || ends_on >= today.value)

function StopSheet({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const { ask, asking, problem } = useAsking(async () => {
    for (const id of ids) await account.endOwn(id)
    await sendNow()
    say(t('own.stopped'))
    onClose()
    return null
  })
  const foot = (
    <>
      <Button kind="danger" wide disabled={asking} onClick={ask}>
        {t('own.stop.action')}
      </Button>
      <Button wide onClick={onClose}>
        {t('own.stop.keep')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('own.stop.title')} onClose={onClose} foot={foot}>
      <p>{t('own.stop.words')}</p>
      <ProblemLine words={problem} />
    </Sheet>
  )
}

/** For who uses Footing alone: other exercises, none, or exercises again. */
export function OwnPlan() {
  const [doing, setDoing] = useState<'choose' | 'stop' | null>(null)
  const running = lasting(plan.value)
  const taken = async () => {
    await sendNow()
    say(t('own.taken'))
    go('/', { replace: true })
  }
  if (inClinic.value)
    return (
      <Screen title={t('own.title')} backTo="/settings">
        <p>{t('own.clinic')}</p>
      </Screen>
    )
  if (doing === 'choose') return <ChooseRoutine onBack={() => setDoing(null)} onTaken={taken} />
  const foot = (
    <Button kind="main" wide onClick={() => setDoing('choose')}>
      {t(running.length > 0 ? 'own.other' : 'own.begin')}
    </Button>
  )
  return (
    <Screen title={t('own.title')} backTo="/settings" foot={foot}>
      {running.length === 0 && <p>{t('own.none')}</p>}
      {running.length > 0 && (
        <>
          <Card title={t('own.now')}>
            <ul class="bullets">
              {running.map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ul>
          </Card>
          <Button wide onClick={() => setDoing('stop')}>
            {t('own.stop')}
          </Button>
        </>
      )}
      {doing === 'stop' && <StopSheet ids={running.map(({ id }) => id)} onClose={() => setDoing(null)} />}
    </Screen>
  )
}
