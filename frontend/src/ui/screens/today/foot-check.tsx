import { computed } from '@preact/signals'
import { useState } from 'preact/hooks'
import { dayOf, type Entry, isKind } from '../../../domain/entry'
import type { Finding } from '../../../domain/footCheck'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { CheckSheet } from '../../parts/check-sheet'
import { EntryState } from '../../parts/entry-state'
import { answerTo } from '../../state/advice'
import { today } from '../../state/clock'
import { asksFootCheck, entries, keepFootCheck } from '../../state/diary'
import { t } from '../../words'
import { listed } from '../../words/dates'

const todaysCheck = computed(() =>
  entries.value
    .filter((entry) => isKind(entry, 'foot_check'))
    .find((entry) => !entry.deleted && dayOf(entry) === today.value),
)

function Checked({ entry }: { entry: Entry<'foot_check'> }) {
  const found = entry.data.findings.map((finding) => t(`today.check.finding.${finding}`))
  return (
    <Card title={t('today.check.done')} aside={<EntryState entry={entry} />}>
      <p>{listed(found)}</p>
    </Card>
  )
}

async function saveCheck(findings: Finding[]): Promise<void> {
  answerTo(await keepFootCheck(findings, ''), () => undefined)
}

/** Ten seconds a day for feet that feel little. */
export function FootCheckCard() {
  const [open, setOpen] = useState(false)
  const checked = todaysCheck.value
  if (checked) return <Checked entry={checked} />
  if (!asksFootCheck.value) return null
  return (
    <Card title={t('today.check.title')}>
      <p>{t('today.check.words')}</p>
      <Button icon="foot" onClick={() => setOpen(true)}>
        {t('today.check.action')}
      </Button>
      {open && (
        <CheckSheet
          draftKey={`foot_check.${today.value}`}
          onSave={saveCheck}
          onClose={() => setOpen(false)}
        />
      )}
    </Card>
  )
}
