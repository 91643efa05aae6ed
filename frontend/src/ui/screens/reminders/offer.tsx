import { useEffect, useState } from 'preact/hooks'
import type { Rules } from '../../../api/answers'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { look, standing } from '../../state/push'
import { keepSmall, readSmall } from '../../state/small-store'
import { RuleList } from './rules'
import { remindersApi } from './server'
import { askHere } from './this-device'
import { t } from './words'

/** Once declined, it is not offered again on this device; Settings have it. */
const DECLINED = 'footing.reminders.declined'

const isDeclined = (): boolean => readSmall(DECLINED) !== null

/** What there is to offer: rules to one who has none, or this device, at a good moment, to one who has. */
function offered(rules: Rules | null, isGoodMoment: boolean): 'rules' | 'device' | null {
  if (!rules) return null
  if (rules.results.length === 0) return rules.proposed.length > 0 ? 'rules' : null
  const wishesPush = rules.results.some((rule) => rule.enabled && rule.channels.includes('push'))
  return isGoodMoment && wishesPush && standing.value === 'off' ? 'device' : null
}

/** Permission first: a browser asks only within the tap itself. Without it reminders come by e-mail. */
async function accept(what: 'rules' | 'device'): Promise<string | null> {
  let isRefused = false
  const ask = () =>
    askHere(() => {
      isRefused = true
    })
  const problem = standing.value === 'off' ? await ask() : null
  if (what === 'rules') await remindersApi.takeProposed()
  if (isRefused) say(t('push.refused'))
  else if (what === 'rules') say(t(standing.value === 'on' ? 'offer.done' : 'offer.done.email'))
  return problem
}

function useOffer(isGoodMoment: boolean) {
  const [rules, setRules] = useState<Rules | null>(null)
  const [gone, setGone] = useState(isDeclined)
  useEffect(() => {
    if (gone) return
    void look()
    // Without network there is nothing to offer.
    remindersApi.rules().then(setRules, () => undefined)
  }, [])
  const decline = () => {
    keepSmall(DECLINED, '1')
    setGone(true)
  }
  return { rules, what: gone ? null : offered(rules, isGoodMoment), decline, close: () => setGone(true) }
}

/**
 * Offers reminders, with the reason and with what they would be; asks the browser only after a yes.
 *
 * @param isGoodMoment something has just been done: then this device is offered too.
 */
export function Offer({ isGoodMoment = false }: { isGoodMoment?: boolean }) {
  const { rules, what, decline, close } = useOffer(isGoodMoment)
  const { ask, asking, problem } = useAsking(async () => {
    const wrong = what && (await accept(what))
    if (!wrong) close()
    return wrong
  })
  if (!what) return null
  return (
    <Card title={t(what === 'rules' ? 'offer.title' : 'offer.push.title')} tone="action">
      <p>{t(what === 'rules' ? 'offer.why' : 'push.why')}</p>
      {what === 'rules' && <RuleList rules={rules?.proposed ?? []} />}
      <p class="hint">{t('offer.silent')}</p>
      <ProblemLine words={problem} />
      {/* Plain: the main action of the screens that offer this is another. */}
      <Button icon="check" disabled={asking} onClick={ask}>
        {t(what === 'rules' ? 'offer.yes' : 'push.ask')}
      </Button>
      <div class="button-row button-row-ends">
        {what === 'rules' && (
          <ButtonLink kind="quiet" href="/settings/reminders">
            {t('offer.change')}
          </ButtonLink>
        )}
        <Button kind="quiet" onClick={decline}>
          {t('offer.no')}
        </Button>
      </div>
    </Card>
  )
}
