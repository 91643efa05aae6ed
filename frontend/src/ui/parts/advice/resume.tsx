import { useState } from 'preact/hooks'
import { clinicName, resumeOwnPlan, warning } from '../../state/advice'
import { t } from '../../words'
import { Button } from '../button'
import { Card } from '../card'
import { ProblemLine } from '../problem'
import { say } from '../said'
import { Sheet } from '../sheet'
import { useAsking } from '../use-asking'

function ResumeSheet({ onClose }: { onClose: () => void }) {
  const { ask, asking, problem } = useAsking(async () => {
    await resumeOwnPlan()
    say(t('advice.resumed'))
    return null
  })
  return (
    <Sheet title={t('advice.resume.title')} onClose={onClose}>
      <p>{t('advice.resume.words')}</p>
      <ProblemLine words={problem} />
      <Button kind="main" wide disabled={asking} onClick={() => ask()}>
        {t('advice.resume.yes')}
      </Button>
      <Button wide onClick={onClose}>
        {t('advice.resume.no')}
      </Button>
    </Sheet>
  )
}

/** A plan at rest after a warning sign: who starts it again. A patient alone does so after a professional's look. */
export function HeldCard() {
  const [asking, setAsking] = useState(false)
  const held = warning.value
  if (!held) return null
  const clinic = clinicName.value ?? t('advice.clinic')
  return (
    <Card title={t('advice.held.title')} tone="sunken">
      <p>{held.mayResume ? t('advice.held.own') : t('advice.held.clinic', { clinic })}</p>
      {held.mayResume && <Button onClick={() => setAsking(true)}>{t('advice.resume')}</Button>}
      {asking && <ResumeSheet onClose={() => setAsking(false)} />}
    </Card>
  )
}
