import { useState } from 'preact/hooks'
import { deviceZone } from '../../domain/clock'
import { enter } from '../state/account'
import { isPlace } from '../state/clock'
import { api } from '../state/server'
import { me } from '../state/session'
import { isZoneAsked, noteZoneAsked } from '../state/zone-asked'
import { t } from '../words'
import { Banner } from './banner'
import { Button, ButtonLink } from './button'
import { ProblemLine } from './problem'
import { say } from './said'
import { useAsking } from './use-asking'

const townOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replace(/_/g, ' ')

function Ask({ onAsked }: { onAsked: () => void }) {
  const here = deviceZone()
  const { ask, asking, problem } = useAsking(async () => {
    await enter(await api.updateMe({ time_zone: here }))
    say(t('zone.done', { town: townOf(here) }))
    return null
  })
  const action = (
    <>
      {isPlace(here) && (
        <Button kind="quiet" disabled={asking} onClick={ask}>
          {t('zone.use', { town: townOf(here) })}
        </Button>
      )}
      <ButtonLink kind="quiet" href="/settings">
        {t('zone.choose')}
      </ButtonLink>
      <Button kind="quiet" onClick={onAsked}>
        {t('zone.later')}
      </Button>
    </>
  )
  return (
    <Banner icon="timer" action={action}>
      <b>{t('zone.title')}</b> {t('zone.words')}
      <ProblemLine words={problem} />
    </Banner>
  )
}

/** Asks once for a place where the account names none (made by an operator, or on a device that knows none). */
export function ZoneNotice() {
  const [asked, setAsked] = useState(isZoneAsked)
  const person = me.value
  if (!person || asked || isPlace(person.time_zone)) return null
  const dismiss = () => {
    noteZoneAsked()
    setAsked(true)
  }
  return <Ask onAsked={dismiss} />
}
