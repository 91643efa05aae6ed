import { useState } from 'preact/hooks'
import type { Rules as KnownRules, NotificationSettings } from '../../../api/answers'
import { MOST_A_DAY, mostOnADay, type NewRule, type QuietTimes, type Rule } from '../../../domain/reminder'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon, type IconName } from '../../parts/icon'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import type { useFetched } from '../../parts/use-fetched'
import { plan } from '../../state/diary'
import { standing } from '../../state/push'
import { movedWords, whenWords } from './rule'
import { RuleSheet } from './rule-sheet'
import { remindersApi } from './server'
import { t } from './words'

const ICONS: Record<NewRule['kind'], IconName> = { exercise: 'play', pain: 'activity', foot_check: 'foot' }

type Quiet = QuietTimes | null

function Face({ rule, quiet }: { rule: NewRule; quiet: Quiet }) {
  return (
    <>
      <Icon name={ICONS[rule.kind]} />
      <span class="row-words">
        <b>{t(`kind.${rule.kind}`)}</b>
        <span class="hint">{whenWords(rule)}</span>
        {rule.enabled &&
          movedWords(rule.times, quiet).map((words) => (
            <span key={words} class="hint rule-moved">
              {words}
            </span>
          ))}
      </span>
    </>
  )
}

/** Rules to look at only. */
export function RuleList({ rules }: { rules: readonly NewRule[] }) {
  return (
    <ul class="rows">
      {rules.map((rule) => (
        <li key={rule.kind + rule.times.join()} class="row">
          <Face rule={rule} quiet={null} />
        </li>
      ))}
    </ul>
  )
}

function OpenRow({ rule, quiet, onOpen }: { rule: Rule; quiet: Quiet; onOpen: () => void }) {
  return (
    <button type="button" class="row" onClick={onOpen}>
      <Face rule={rule} quiet={quiet} />
      {!rule.enabled && <span class="badge">{t('rule.off')}</span>}
      <Icon name="forward" />
    </button>
  )
}

function Proposed({ rules, onTaken }: { rules: readonly NewRule[]; onTaken: () => void }) {
  const { ask, asking, problem } = useAsking(async () => {
    await remindersApi.takeProposed()
    say(t(standing.value === 'on' ? 'offer.done' : 'offer.done.email'))
    onTaken()
    return null
  })
  if (rules.length === 0) return <p>{t('rules.none')}</p>
  return (
    <>
      <p>
        {t('rules.none')} {t('rules.proposed')}
      </p>
      <RuleList rules={rules} />
      <ProblemLine words={problem} />
      <Button kind="main" disabled={asking} onClick={ask}>
        {t('rules.take')}
      </Button>
    </>
  )
}

function Own({ rules, quiet, onChanged }: { rules: KnownRules; quiet: Quiet; onChanged: () => void }) {
  const [open, setOpen] = useState<Rule | 'new' | null>(null)
  const close = () => setOpen(null)
  const changed = () => {
    close()
    onChanged()
  }
  return (
    <>
      {rules.results.length === 0 && <Proposed rules={rules.proposed} onTaken={onChanged} />}
      <ul class="rows">
        {rules.results.map((rule) => (
          <li key={rule.id}>
            <OpenRow rule={rule} quiet={quiet} onOpen={() => setOpen(rule)} />
          </li>
        ))}
      </ul>
      {mostOnADay(rules.results) > MOST_A_DAY && <Banner icon="alert">{t('rules.many')}</Banner>}
      <Button icon="plus" onClick={() => setOpen('new')}>
        {t('rules.add')}
      </Button>
      {open && (
        <RuleSheet rule={open === 'new' ? null : open} quiet={quiet} onClose={close} onChanged={changed} />
      )}
    </>
  )
}

/** Without network: the rules as the plan on this phone has them. */
function Kept({ words, onAgain }: { words: string; onAgain: () => void }) {
  const action = (
    <Button kind="quiet" onClick={onAgain}>
      {t('try.again')}
    </Button>
  )
  return (
    <>
      <Banner icon="offline" action={action}>
        {words} {t('reminders.offline')}
      </Banner>
      <RuleList rules={plan.value?.reminders ?? []} />
    </>
  )
}

/** The patient's rules; to one who has none, what is proposed. */
export function Rules({
  of: { fetched, again },
  settings,
}: {
  of: ReturnType<typeof useFetched<KnownRules>>
  settings: NotificationSettings | null
}) {
  const quiet = settings && { from: settings.quiet_from, to: settings.quiet_to }
  return (
    <Card title={t('rules.title')}>
      <p class="hint">{t('rules.words')}</p>
      {fetched.state === 'loading' && <Loading />}
      {fetched.state === 'failed' && <Kept words={fetched.words} onAgain={again} />}
      {fetched.state === 'here' && <Own rules={fetched.value} quiet={quiet} onChanged={again} />}
    </Card>
  )
}
