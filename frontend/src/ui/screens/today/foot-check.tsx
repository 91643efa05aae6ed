import { useState } from 'preact/hooks'
import { dayOf, type Entry, isKind } from '../../../domain/entry'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { CheckSheet } from '../../parts/check-sheet'
import { EntryState } from '../../parts/entry-state'
import { today } from '../../state/clock'
import { asksFootCheck, entries, keepFootCheck } from '../../state/diary'
import { t } from '../../words'

function Found({ entry }: { entry: Entry<'foot_check'> }) {
  const isClear = entry.data.findings.every((finding) => finding === 'none')
  if (isClear) {
    return (
      <Card title={t('today.check.done')} aside={<EntryState entry={entry} />}>
        <p>{t('today.check.finding.none')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('today.check.help.title')} tone="attention" aside={<EntryState entry={entry} />}>
      <Banner icon="alert" tone="attention" urgent>
        {t('today.check.help.words')}
      </Banner>
      <ButtonLink href="/learn/help">{t('today.held.help')}</ButtonLink>
    </Card>
  )
}

/** Ten seconds a day for feet that feel little; anything found says "get medical help" at once. */
export function FootCheckCard() {
  const [open, setOpen] = useState(false)
  const checks = entries.value.filter((entry) => isKind(entry, 'foot_check'))
  const checked = checks.find((entry) => dayOf(entry) === today.value)
  if (checked) return <Found entry={checked} />
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
