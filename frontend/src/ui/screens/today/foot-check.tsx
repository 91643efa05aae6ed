import { useState } from 'preact/hooks'
import { dayOf, type Entry, isKind } from '../../../domain/entry'
import { FINDINGS, type Finding } from '../../../domain/footCheck'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { AnyOf } from '../../parts/choice'
import { EntryState } from '../../parts/entry-state'
import { Sheet } from '../../parts/sheet'
import { useSaving } from '../../parts/use-saving'
import { today } from '../../state/clock'
import { asksFootCheck, entries, keepFootCheck } from '../../state/diary'
import { t } from '../../words'

const options = FINDINGS.map((value) => ({ value, label: t(`today.check.finding.${value}`) }))

/** "Nothing new" stands alone: choosing it clears the rest, and a finding clears it. */
function together(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const fresh = after.find((finding) => !before.includes(finding))
  if (fresh === 'none') return ['none']
  return after.filter((finding) => finding !== 'none')
}

function CheckSheet({ onClose }: { onClose: () => void }) {
  const [findings, setFindings] = useState<Finding[]>([])
  const { save, saving, problem } = useSaving(async () => {
    await keepFootCheck(findings, '')
    onClose()
  })
  const foot = (
    <Button kind="main" wide disabled={findings.length === 0 || saving} onClick={save}>
      {t('save')}
    </Button>
  )
  return (
    <Sheet title={t('today.check.legend')} onClose={onClose} foot={foot}>
      <p class="hint">{t('today.check.words')}</p>
      {problem && <p role="alert">{problem}</p>}
      <AnyOf
        legend={t('today.check.legend')}
        legendUnseen
        look="list"
        options={options}
        values={findings}
        onChange={(values) => setFindings(together(findings, values))}
      />
    </Sheet>
  )
}

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
      {open && <CheckSheet onClose={() => setOpen(false)} />}
    </Card>
  )
}
