import { useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { Sheet } from '../../parts/sheet'
import { t } from './words'

interface LeaveProps {
  onLeave: () => void
  onFinish: () => void
  onDiscard: () => void
  onClose: () => void
}

/** Asks once more before ticks are thrown away. */
export function SureToDiscard({ onDiscard, onClose }: Pick<LeaveProps, 'onDiscard' | 'onClose'>) {
  return (
    <>
      <p>{t('session.leave.discard.sure')}</p>
      <Button kind="danger" icon="bin" wide onClick={onDiscard}>
        {t('session.leave.discard')}
      </Button>
      <Button wide onClick={onClose}>
        {t('cancel')}
      </Button>
    </>
  )
}

/** Leaving in the middle: everything ticked is kept unless it is thrown away on purpose. */
export function LeaveSheet({ onLeave, onFinish, onDiscard, onClose }: LeaveProps) {
  const [sure, setSure] = useState(false)
  return (
    <Sheet title={t('session.leave.title')} onClose={onClose}>
      {sure ? (
        <SureToDiscard onDiscard={onDiscard} onClose={onClose} />
      ) : (
        <>
          <p>{t('session.leave.words')}</p>
          <Button kind="main" wide onClick={onLeave}>
            {t('session.leave.keep')}
          </Button>
          <Button wide onClick={onFinish}>
            {t('session.leave.finish')}
          </Button>
          <Button kind="quiet" wide onClick={() => setSure(true)}>
            {t('session.leave.discard')}
          </Button>
        </>
      )}
    </Sheet>
  )
}
