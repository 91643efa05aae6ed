import { useState } from 'preact/hooks'
import type { PatientRecord } from '../../../api/record'
import { Button } from '../../parts/button'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { go } from '../../router'
import { therapist } from '../../state/therapist'
import { t } from './words'

function EndCareSheet({ of, onClose }: { of: PatientRecord; onClose: () => void }) {
  const { send, sending, trouble } = useSending(async () => {
    await therapist.endCare(of.id)
    go('/caseload', { replace: true })
    say(t('care.end.done', of))
  })
  const foot = (
    <>
      <Button kind="danger" wide disabled={sending} onClick={send}>
        {t('care.end.action')}
      </Button>
      <Button wide onClick={onClose}>
        {t('care.end.keep')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('care.end.title', of)} onClose={onClose} foot={foot}>
      <ul class="bullets">
        <li>{t('care.end.access', of)}</li>
        <li>{t('care.end.plan')}</li>
        <li>{t('care.end.diary', of)}</li>
        <li>{t('care.end.again')}</li>
      </ul>
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}

/** Ends a patient's care, after saying what that means. */
export function EndCare({ of }: { of: PatientRecord }) {
  const [asking, setAsking] = useState(false)
  if (!of.episode) return null
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {t('care.end')}
      </Button>
      {asking && <EndCareSheet of={of} onClose={() => setAsking(false)} />}
    </>
  )
}
