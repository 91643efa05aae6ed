import { useState } from 'preact/hooks'
import type { Rules as KnownRules } from '../../../api/reminders'
import type { NewRule, Rule } from '../../../domain/reminder'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon, type IconName } from '../../parts/icon'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { useFetched } from '../../parts/use-fetched'
import { plan } from '../../state/diary'
import { whenWords } from './rule'
import { RuleSheet } from './rule-sheet'
import { remindersApi } from './server'
import { t } from './words'

const ICONS: Record<NewRule['kind'], IconName> = { exercise: 'play', pain: 'activity', foot_check: 'foot' }

function Face({ rule }: { rule: NewRule }) {
  return (
    <>
      <Icon name={ICONS[rule.kind]} />
      <span class="row-words">
        <b>{t(`kind.${rule.kind}`)}</b>
        <span class="hint">{whenWords(rule)}</span>
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
          <Face rule={rule} />
        </li>
      ))}
    </ul>
  )
}

function OpenRow({ rule, onOpen }: { rule: Rule; onOpen: () => void }) {
  return (
    <button type="button" class="row" onClick={onOpen}>
      <Face rule={rule} />
      {!rule.enabled && <span class="badge">{t('rule.off')}</span>}
      <Icon name="forward" />
    </button>
  )
}

function Proposed({ rules, onTaken }: { rules: readonly NewRule[]; onTaken: () => void }) {
  const { ask, asking, problem } = useAsking(async () => {
    await remindersApi.takeProposed()
    say(t('offer.done'))
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

function Own({ rules, onChanged }: { rules: KnownRules; onChanged: () => void }) {
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
            <OpenRow rule={rule} onOpen={() => setOpen(rule)} />
          </li>
        ))}
      </ul>
      <Button icon="plus" onClick={() => setOpen('new')}>
        {t('rules.add')}
      </Button>
      {open && <RuleSheet rule={open === 'new' ? null : open} onClose={close} onChanged={changed} />}
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
export function Rules() {
  const { fetched, again } = useFetched('rules', remindersApi.rules)
  return (
    <Card title={t('rules.title')}>
      <p class="hint">{t('rules.words')}</p>
      {fetched.state === 'loading' && <Loading />}
      {fetched.state === 'failed' && <Kept words={fetched.words} onAgain={again} />}
      {fetched.state === 'here' && <Own rules={fetched.value} onChanged={again} />}
    </Card>
  )
}
