import { useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { Sheet } from '../../parts/sheet'
import { useAsking } from '../../parts/use-asking'
import { go } from '../../router'
import { leave } from '../../state/account'
import { outbox } from '../../state/diary'
import { isOffline, sendNow } from '../../state/sending'
import { t } from './words'

async function leaveHere(): Promise<null> {
  await leave()
  go('/signin', { replace: true })
  return null
}

function Unsent({ asking, onLeave }: { asking: boolean; onLeave: () => void }) {
  return (
    <>
      <p>
        <b>{t('leave.unsent', { count: outbox.value.length })}</b> {t('leave.unsent.do')}
      </p>
      <Button kind="main" icon="send" wide onClick={() => void sendNow()}>
        {t('leave.unsent.send')}
      </Button>
      <Button kind="danger" wide disabled={asking} onClick={onLeave}>
        {t('leave.unsent.drop')}
      </Button>
    </>
  )
}

function LeaveSheet({ onClose }: { onClose: () => void }) {
  const { ask, asking } = useAsking(leaveHere)
  return (
    <Sheet title={t('leave.title')} onClose={onClose}>
      {outbox.value.length > 0 ? (
        <Unsent asking={asking} onLeave={ask} />
      ) : (
        <>
          <p>{t('leave.words')}</p>
          {isOffline.value && <p>{t('leave.offline')}</p>}
          <Button kind="main" wide disabled={asking} onClick={ask}>
            {t('leave.action')}
          </Button>
        </>
      )}
      <Button wide onClick={onClose}>
        {t('cancel')}
      </Button>
    </Sheet>
  )
}

/** Signing out: it asks about what is not sent, and leaves nothing behind. */
export function Leaving() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button wide onClick={() => setOpen(true)}>
        {t('leave.action')}
      </Button>
      {open && <LeaveSheet onClose={() => setOpen(false)} />}
    </>
  )
}
