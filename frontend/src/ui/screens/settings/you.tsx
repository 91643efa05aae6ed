import { currentZoneName, deviceZone } from '../../../domain/clock'
import type { Me } from '../../../domain/person'
import { Banner } from '../../parts/banner'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { SelectField, TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { useDraft } from '../../parts/use-draft'
import { enter } from '../../state/account'
import { isPlace } from '../../state/clock'
import { api } from '../../state/server'
import { ownName } from '../../words/formats'
import { choose, LANGUAGES, type Language } from '../../words/languages'
import { t } from './words'
import { zoneLabel, zoneNames } from './zones'

const NAME_LENGTH = 120

function OtherZone({ zone, onUse }: { zone: string; onUse: () => void }) {
  const phone = deviceZone()
  if (!isPlace(phone) || phone === zone) return null
  const action = (
    <Button kind="quiet" onClick={onUse}>
      {t('you.zone.use', { zone: zoneLabel(phone) })}
    </Button>
  )
  return (
    <Banner icon="phone" action={action}>
      {t('you.zone.differs', { zone: zoneLabel(phone) })}
    </Banner>
  )
}

/** Which language is spoken, to be chosen where there are several. */
function LanguageChoice({ value, onChange }: { value: Language; onChange: (next: Language) => void }) {
  if (LANGUAGES.length === 1) {
    return <p class="hint">{t('you.language.only')}</p>
  }
  return (
    <SelectField
      label={t('you.language')}
      value={value}
      onChange={(event) => onChange(choose([event.currentTarget.value]))}
    >
      {LANGUAGES.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {ownName(tag)}
        </option>
      ))}
    </SelectField>
  )
}

/** Name, time zone and language; the phone's own zone is offered where it differs. */
export function You({ person }: { person: Me }) {
  const draft = useDraft('you', {
    name: person.name,
    spoken: choose([person.language]),
    zone: currentZoneName(person.time_zone),
  })
  const { name, spoken, zone } = draft.value
  const { ask, asking, problem } = useAsking(async (time_zone: string) => {
    draft.change({ zone: time_zone })
    // The server takes places only: a zone that is none stays as it is until a place is chosen.
    const zoned = isPlace(time_zone) && { time_zone }
    await enter(await api.updateMe({ name: name.trim(), language: spoken, ...zoned }))
    draft.drop()
    say(t('you.saved'))
    return null
  })
  const submit = (event: Event) => {
    event.preventDefault()
    ask(zone)
  }
  const changed =
    name.trim() !== person.name ||
    zone !== currentZoneName(person.time_zone) ||
    spoken !== choose([person.language])
  return (
    <Card title={t('you.title')}>
      <ProblemLine words={problem} />
      <form class="stack" onSubmit={submit}>
        <TextField
          label={t('you.name')}
          value={name}
          autocomplete="name"
          maxLength={NAME_LENGTH}
          onInput={(event) => draft.change({ name: event.currentTarget.value })}
        />
        <SelectField
          label={t('you.zone')}
          hint={t('you.zone.hint')}
          value={zone}
          onChange={(event) => draft.change({ zone: event.currentTarget.value })}
        >
          {zoneNames(person.time_zone, deviceZone()).map((name) => (
            <option key={name} value={name}>
              {zoneLabel(name)}
            </option>
          ))}
        </SelectField>
        <LanguageChoice value={spoken} onChange={(next) => draft.change({ spoken: next })} />
        <OtherZone zone={zone} onUse={() => ask(deviceZone())} />
        <Button type="submit" disabled={asking || !changed || !name.trim()}>
          {t('you.save')}
        </Button>
      </form>
      <p class="hint">{t('you.email', { email: person.email })}</p>
      {person.patient && (
        <ButtonLink kind="quiet" href="/welcome">
          {t('you.intake.change')}
        </ButtonLink>
      )}
    </Card>
  )
}
