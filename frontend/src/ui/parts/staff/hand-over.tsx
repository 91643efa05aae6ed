import { useState } from 'preact/hooks'
import type { Colleague } from '../../../api/clinic'
import { Problem } from '../../../api/errors'
import { clinics } from '../../state/clinics'
import { Banner } from '../banner'
import { Button } from '../button'
import { SelectField } from '../field'
import { Loading } from '../loading'
import { TroubleBanner } from './trouble-banner'
import { useLoading } from './use-loading'
import { useSending } from './use-sending'
import { t } from './words'

interface LeftPatient {
  readonly id: string
  readonly name: string
}

/** The patients whom an end would leave without a therapist, or null where the refusal was about something else. */
function leftBy(error: unknown): readonly LeftPatient[] | null {
  if (!(error instanceof Problem) || error.body.code !== 'patients_left') return null
  return error.body.patients ?? []
}

/**
 * Ends something that may leave patients without a therapist: first as asked, and where the server names patients,
 * again with a colleague who takes them over.
 *
 * @param end sends the end, with the id of who takes over once somebody is chosen
 */
export function useEnding(end: (handOverTo?: string) => Promise<void>) {
  const [left, setLeft] = useState<readonly LeftPatient[]>([])
  const [taker, setTaker] = useState('')
  const sending = useSending(async () => {
    try {
      await end(taker || undefined)
    } catch (error) {
      const found = leftBy(error)
      if (!found) throw error
      setLeft(found)
    }
  })
  return { ...sending, left, taker, setTaker, wanting: left.length > 0 && !taker }
}

function Chooser({ clinic, ending, without }: HandOverProps) {
  const page = useLoading(`therapists ${clinic}`, () => clinics.therapists(clinic))
  const others = page.found?.results.filter(({ id }: Colleague) => id !== without) ?? []
  if (!page.found)
    return page.trouble ? <TroubleBanner trouble={page.trouble} onRetry={page.reload} /> : <Loading />
  if (others.length === 0) return <p>{t('hand.over.nobody')}</p>
  return (
    <SelectField
      label={t('hand.over.to')}
      value={ending.taker}
      onChange={(event) => ending.setTaker(event.currentTarget.value)}
    >
      <option value="">{t('hand.over.choose')}</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

interface HandOverProps {
  clinic: string
  ending: ReturnType<typeof useEnding>
  /** The person who goes. */
  without: string | undefined
}

/** Names the patients who would be left, and asks who takes them over. */
export function HandOver(props: HandOverProps) {
  const { left } = props.ending
  if (left.length === 0) return null
  return (
    <div class="stack">
      <Banner icon="people" tone="attention" urgent>
        {t('hand.over.words', { count: left.length })}
      </Banner>
      <Chooser {...props} />
      <ul class="bullets">
        {left.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

/** Ends it; says what the tap does at this step. */
export function EndButton({ ending, words }: { ending: ReturnType<typeof useEnding>; words: string }) {
  const handsOver = ending.left.length > 0
  return (
    <Button kind="danger" wide disabled={ending.sending || ending.wanting} onClick={ending.send}>
      {handsOver ? t('hand.over.action') : words}
    </Button>
  )
}
