import { isRest } from '../../../domain/advice'
import { adviceSteps, adviceTitle, adviceWhy } from '../../parts/advice/advice-words'
import { HeldCard } from '../../parts/advice/resume'
import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { circumstances, clinicName, heldAdvice, todaysAdvice, warning, whatNowPath } from '../../state/advice'
import { draft } from '../../state/diary'
import { t } from '../../words'

function Words() {
  const held = warning.value
  const { advice, entry } = held ? { advice: heldAdvice, entry: held.entry } : todaysAdvice.value
  const [first] = adviceSteps(advice, circumstances.value, clinicName.value)
  return (
    <Card title={adviceTitle(advice)} tone="attention">
      <p role="alert">{adviceWhy(advice, entry, circumstances.value)}</p>
      <p>{first}</p>
      {draft.value && (
        <ButtonLink href={`/session/${draft.value.assignment_id}`}>{t('advice.save.open')}</ButtonLink>
      )}
    </Card>
  )
}

/** Above everything else: why the exercises rest now, and who starts them again. */
export function AdviceCard() {
  if (!warning.value && !isRest(todaysAdvice.value.advice)) return null
  return (
    <>
      <Words />
      <HeldCard />
    </>
  )
}

/** What the thumb leads to while the exercises rest. */
export function WhatNowLink() {
  return (
    <ButtonLink kind="main" icon="help" wide href={whatNowPath.value}>
      {t('advice.what')}
    </ButtonLink>
  )
}
