import { computed } from '@preact/signals'
import { useState } from 'preact/hooks'
import { dayOf, type Entry, isKind } from '../../../domain/entry'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { CheckSheet } from '../../parts/check-sheet'
import { EntryState } from '../../parts/entry-state'
import { today } from '../../state/clock'
import { asksFootCheck, entries, keepFootCheck } from '../../state/diary'
import { t } from '../../words'

const todaysCheck = computed(() =>
  entries.value.filter((entry) => isKind(entry, 'foot_check')).find((entry) => dayOf(entry) === today.value),
)

/** Something was found on the feet today: help comes before exercise. */
export const needsHelp = computed(
  () => todaysCheck.value?.data.findings.some((finding) => finding !== 'none') ?? false,
)

function Clear({ entry }: { entry: Entry<'foot_check'> }) {
  return (
    <Card title={t('today.check.done')} aside={<EntryState entry={entry} />}>
      <p>{t('today.check.finding.none')}</p>
    </Card>
  )
}

/** "Get medical help", at once and above everything else. */
export function HelpCard() {
  const entry = todaysCheck.value
  if (!entry || !needsHelp.value) return null
  return (
    <Card title={t('today.check.help.title')} tone="attention" aside={<EntryState entry={entry} />}>
      <p role="alert">{t('today.check.help.words')}</p>
      <ButtonLink href="/learn/help">{t('today.held.help')}</ButtonLink>
    </Card>
  )
}

/** Ten seconds a day for feet that feel little. */
export function FootCheckCard() {
  const [open, setOpen] = useState(false)
  if (needsHelp.value) return null
  if (todaysCheck.value) return <Clear entry={todaysCheck.value} />
  if (!asksFootCheck.value) return null
  return (
    <Card title={t('today.check.title')}>
      <p>{t('today.check.words')}</p>
      <Button icon="foot" onClick={() => setOpen(true)}>
        {t('today.check.action')}
      </Button>
      {open && (
        <CheckSheet onSave={(findings) => keepFootCheck(findings, '')} onClose={() => setOpen(false)} />
      )}
    </Card>
  )
}
