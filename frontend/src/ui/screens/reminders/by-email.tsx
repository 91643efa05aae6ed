import type { NotificationSettings } from '../../../api/answers'
import type { PushDevice } from '../../../api/push'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { ProblemLine } from '../../parts/problem'
import { Sheet } from '../../parts/sheet'
import { standing } from '../../state/push'
import { me } from '../../state/session'
import { Setting } from './setting'
import { type Part, useChange } from './use-settings'
import { t } from './words'

const choices = () =>
  [
    { value: 'on', label: t('email.on') },
    { value: 'off', label: t('email.off') },
  ] as const

type Others = PushDevice[] | null

const stopOf = ({ stopped }: NotificationSettings) => stopped.find(({ stream }) => stream === 'reminders')

/** Whether the person wants reminders by e-mail: not after a word here, nor after one in an e-mail. */
const isWanted = (settings: NotificationSettings): boolean =>
  settings.email && stopOf(settings)?.reason !== 'unsubscribed'

const isBounced = (settings: NotificationSettings): boolean =>
  settings.email && stopOf(settings)?.reason === 'bounced'

/** Says that no way is left for a reminder: no e-mail, and no device, neither this one nor another. */
export function Unreached({ settings, others }: { settings: NotificationSettings; others: Others }) {
  if (isWanted(settings) || !others || others.length > 0) return null
  if (standing.value === null || standing.value === 'on') return null
  return (
    <Banner icon="alert" tone="attention">
      {t('email.unreached')}
    </Banner>
  )
}

/** Says that mail comes back, which only the person can mend; with the way to try again. */
export function Bounced({ settings, put }: Part) {
  const { asking, problem, change } = useChange(put)
  if (!isBounced(settings)) return null
  const again = (
    <Button kind="quiet" disabled={asking} onClick={() => change({ email: true }, t('email.again.done'))}>
      {t('email.again')}
    </Button>
  )
  return (
    <>
      <ProblemLine words={problem} />
      <Banner icon="alert" tone="attention" action={again}>
        {t('email.bounced', { email: me.value?.email ?? '' })}
      </Banner>
    </>
  )
}

function EmailSheet({ others, onClose, ...part }: Part & { others: Others; onClose: () => void }) {
  const { settings, put } = part
  const { problem, change } = useChange(put)
  return (
    <Sheet title={t('email.legend')} onClose={onClose}>
      <ProblemLine words={problem} />
      <OneOf
        legend={t('email.legend')}
        legendUnseen
        hint={t('email.hint')}
        options={choices()}
        look="list"
        value={isWanted(settings) ? 'on' : 'off'}
        onChange={(value) => change({ email: value === 'on' }, t('saved'))}
      />
      <Unreached settings={settings} others={others} />
    </Sheet>
  )
}

function nowWords(settings: NotificationSettings): string {
  if (isBounced(settings)) return t('email.now.bounced')
  return t(isWanted(settings) ? 'email.now.on' : 'email.now.off')
}

/** Whether reminders may come by e-mail. */
export function ByEmail({ others, ...part }: Part & { others: Others }) {
  return (
    <Setting icon="mail" name={t('email.legend')} now={nowWords(part.settings)}>
      {(onClose) => <EmailSheet {...part} others={others} onClose={onClose} />}
    </Setting>
  )
}
