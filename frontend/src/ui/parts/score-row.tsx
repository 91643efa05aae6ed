import { useState } from 'preact/hooks'
import type { PainScore } from '../../domain/pain'
import { t } from '../words'
import { Button } from './button'
import { Icon } from './icon'
import { ScoreBadge } from './score-badge'
import { ScorePad } from './score-pad'
import { Sheet } from './sheet'

interface ScoreRowProps {
  label: string
  value: PainScore | null
  onChange: (score: PainScore) => void
  /** Words at both ends where it is not pain that is asked. */
  ends?: { low: string; high: string }
}

function Value({ value, isPain }: { value: PainScore; isPain: boolean }) {
  return isPain ? <ScoreBadge score={value} /> : <span class="score-badge score-badge-calm">{value}</span>
}

/** One line that shows a score, or that there is none; the keys come up in a sheet. */
export function ScoreRow({ label, value, onChange, ends }: ScoreRowProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button type="button" class="row score-row" onClick={() => setOpen(true)}>
        <span class="row-words">{label}</span>
        {value === null ? (
          <span class="score-none">{t('score.choose')}</span>
        ) : (
          <Value value={value} isPain={!ends} />
        )}
        <Icon name="forward" />
      </button>
      {open && (
        <Sheet
          title={label}
          onClose={close}
          foot={
            <Button kind="main" wide onClick={close}>
              {t('done')}
            </Button>
          }
        >
          <ScorePad legend={label} legendUnseen value={value} onChange={onChange} onTap={close} ends={ends} />
        </Sheet>
      )}
    </>
  )
}
