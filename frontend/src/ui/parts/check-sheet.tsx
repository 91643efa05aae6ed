import { FINDINGS, type Finding } from '../../domain/footCheck'
import { t } from '../words'
import { Button } from './button'
import { AnyOf } from './choice'
import { DraftLine } from './draft-line'
import { ProblemLine } from './problem'
import { Sheet } from './sheet'
import { useDraft } from './use-draft'
import { useSaving } from './use-saving'

const options = () => FINDINGS.map((value) => ({ value, label: t(`today.check.finding.${value}`) }))

/** "Nothing new" stands alone: choosing it clears the rest, and a finding clears it. */
export function together(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const fresh = after.find((finding) => !before.includes(finding))
  if (fresh === 'none') return ['none']
  return after.filter((finding) => finding !== 'none')
}

/** What was seen on the feet: asked each day, and corrected in the same sheet. */
export function CheckSheet({
  kept = [],
  draftKey,
  onSave,
  onClose,
}: {
  kept?: readonly Finding[]
  /** Names what is being filled in, for its draft. */
  draftKey: string
  onSave: (findings: Finding[]) => Promise<unknown>
  onClose: () => void
}) {
  const draft = useDraft<{ findings: Finding[] }>(draftKey, { findings: [...kept] })
  const { findings } = draft.value
  const { save, saving, problem } = useSaving(async () => {
    await onSave(findings)
    draft.drop()
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
      <DraftLine draft={draft} />
      <ProblemLine words={problem} />
      <AnyOf
        legend={t('today.check.legend')}
        legendUnseen
        look="list"
        options={options()}
        values={findings}
        onChange={(values) => draft.change({ findings: together(findings, values) })}
      />
    </Sheet>
  )
}
