import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Card } from '../../parts/card'
import { Icon, type IconName } from '../../parts/icon'
import { later } from '../../parts/later'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { inClinic, isManager, me } from '../../state/session'
import { Leaving } from './leaving'
import { Look } from './look'
import { OwnData } from './own-data'
import { Passkeys } from './passkeys'
import { Sessions } from './sessions'
import { Tokens } from './tokens'
import { t } from './words'
import { You } from './you'
import './settings.css'

const Cues = later('patient', async () => (await import('../session/cue-settings')).CueSettings)
const TIMER_CUES = ['tones', 'vibration'] as const
const Work = later('staff', async () => (await import('./work')).Work)

/** A part that is seldom needed: folded, and not even asked for until it is opened. */
function Fold({ title, children }: { title: string; children: ComponentChildren }) {
  const [opened, setOpened] = useState(false)
  return (
    <Card>
      <details class="fold" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
        <summary>{title}</summary>
        <div class="fold-body">{opened && children}</div>
      </details>
    </Card>
  )
}

function ToScreen({
  href,
  icon,
  name,
  words,
}: {
  href: string
  icon: IconName
  name: string
  words: string
}) {
  return (
    <Card>
      <a class="row row-alone" href={href}>
        <Icon name={icon} />
        <span class="row-words">
          <b>{name}</b>
          <span class="hint">{words}</span>
        </span>
        <Icon name="forward" />
      </a>
    </Card>
  )
}

/** The person, reminders, the look, signing in, programs, one's own data, and the way out. */
export function Settings() {
  const person = me.value
  if (!person) return <Loading />
  return (
    <Screen title={t('settings.title')}>
      {person.synthetic && <p class="hint">{t('settings.synthetic')}</p>}
      <You key={person.id} person={person} />
      <ToScreen
        href="/settings/reminders"
        icon="timer"
        name={t('to.reminders')}
        words={t('to.reminders.words')}
      />
      {person.patient && !inClinic.value && (
        <ToScreen
          href="/settings/exercises"
          icon="foot"
          name={t('to.exercises')}
          words={t('to.exercises.words')}
        />
      )}
      {isManager.value && (
        <ToScreen href="/clinic" icon="people" name={t('to.clinic')} words={t('to.clinic.words')} />
      )}
      <Work person={person} />
      <Look />
      {person.patient && (
        <Fold title={t('settings.cues')}>
          <Cues kinds={TIMER_CUES} />
        </Fold>
      )}
      <Fold title={t('safety.title')}>
        <Passkeys />
        <Sessions />
      </Fold>
      <Fold title={t('tokens.title')}>
        <Tokens />
      </Fold>
      <OwnData />
      <Leaving />
    </Screen>
  )
}
