import { useState } from 'preact/hooks'
import { FINDINGS, type Finding } from '../../domain/footCheck'
import { t } from '../words'
import { Button } from './button'
import { AnyOf } from './choice'
import { ProblemLine } from './problem'
import { Sheet } from './sheet'
import { useSaving } from './use-saving'

const options = FINDINGS.map((value) => ({ value, label: t(`today.check.finding.${value}`) }))

/** "Nothing new" stands alone: choosing it clears the rest, and a finding clears it. */
export function together(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const fresh = after.find((finding) => !before.includes(finding))
  if (fresh === 'none') return ['none']
  return after.filter((finding) => finding !== 'none')
}

/** What was seen on the feet: asked each day, and corrected in the same sheet. */
export function CheckSheet({
  kept = [],
  onSave,
  onClose,
}: {
  kept?: readonly Finding[]
  onSave: (findings: Finding[]) => Promise<unknown>
  onClose: () => void
}) {
  const [findings, setFindings] = useState<Finding[]>([...kept])
  const { save, saving, problem } = useSaving(async () => {
    await onSave(findings)
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
      <ProblemLine words={problem} />
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
