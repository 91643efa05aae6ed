import { useState } from 'preact/hooks'
import type { PatientRecord } from '../../../api/record'
import type { Zones } from '../../../domain/plan'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { AnyOf } from '../../parts/choice'
import { Counter } from '../../parts/counter'
import { DraftLine } from '../../parts/draft-line'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { therapist } from '../../state/therapist'
import { t } from './words'

const USUAL: Zones = { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true }
const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

function zoneOf(score: number, { green_to, amber_to }: Zones): 'green' | 'amber' | 'red' {
  if (score <= green_to) return 'green'
  return score <= amber_to ? 'amber' : 'red'
}

/** The scale from 0 to 10 with its zones. Drawn: the words stand beside it. */
function Scale({ zones }: { zones: Zones }) {
  return (
    <div class="scale" aria-hidden="true">
      {SCORES.map((score) => (
        <span key={score} class={`scale-${zoneOf(score, zones)}`}>
          {score}
        </span>
      ))}
    </div>
  )
}

function limitsWords({ green_to, amber_to }: Zones): string {
  const said = { green: green_to, amber: amber_to }
  return t(amber_to < 10 ? 'patient.zones.words' : 'patient.zones.words.no.red', said)
}

type Rule = 'morning' | 'nerve'

function Limits({ zones, onChange }: { zones: Zones; onChange: (zones: Zones) => void }) {
  return (
    <div class="limits">
      <p>{t('zones.green')}</p>
      <Counter
        label={t('zones.green')}
        lessLabel={t('zones.green.less')}
        moreLabel={t('zones.green.more')}
        unit={t('zones.unit')}
        min={0}
        max={9}
        value={zones.green_to}
        onChange={(to) => onChange({ ...zones, green_to: to, amber_to: Math.max(zones.amber_to, to + 1) })}
      />
      <p>{t('zones.amber')}</p>
      <Counter
        label={t('zones.amber')}
        lessLabel={t('zones.amber.less')}
        moreLabel={t('zones.amber.more')}
        unit={t('zones.unit')}
        min={1}
        max={10}
        value={zones.amber_to}
        onChange={(to) => onChange({ ...zones, amber_to: to, green_to: Math.min(zones.green_to, to - 1) })}
      />
    </div>
  )
}

function ZonesSheet({
  record,
  onSaved,
  onClose,
}: {
  record: PatientRecord
  onSaved: (zones: Zones) => void
  onClose: () => void
}) {
  const draft = useDraft<Zones>(`zones.${record.id}`, record.zones, 'tab')
  const { value: zones, change: setZones } = draft
  const { send, sending, trouble } = useSending(async () => {
    const saved = await therapist.putZones(record.id, zones)
    draft.drop()
    onSaved(saved)
    say(t('zones.saved'))
  })
  const rules: Rule[] = [
    ...(zones.next_morning_rule ? (['morning'] as const) : []),
    ...(zones.nerve_rule ? (['nerve'] as const) : []),
  ]
  const setRules = (kept: Rule[]) =>
    setZones({ ...zones, next_morning_rule: kept.includes('morning'), nerve_rule: kept.includes('nerve') })
  const foot = (
    <>
      <Button kind="main" wide disabled={sending} onClick={send}>
        {t('save')}
      </Button>
      <Button kind="quiet" wide onClick={() => setZones(USUAL)}>
        {t('zones.usual')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('zones.title', record)} onClose={onClose} foot={foot}>
      <DraftLine draft={draft} />
      <p class="hint">{t('zones.words')}</p>
      <Scale zones={zones} />
      <Limits zones={zones} onChange={setZones} />
      <AnyOf<Rule>
        legend={t('zones.rules')}
        look="list"
        options={[
          { value: 'morning', label: t('zones.rule.morning'), hint: t('zones.rule.morning.hint') },
          { value: 'nerve', label: t('zones.rule.nerve'), hint: t('zones.rule.nerve.hint') },
        ]}
        values={rules}
        onChange={setRules}
      />
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}

/** What a score means for going on, as the therapist has set it for these feet. */
export function ZonesCard({ record, onSaved }: { record: PatientRecord; onSaved: (zones: Zones) => void }) {
  const [changing, setChanging] = useState(false)
  const { zones } = record
  const saved = (set: Zones) => {
    setChanging(false)
    onSaved(set)
  }
  const change = (
    <span class="small-button">
      <Button icon="edit" onClick={() => setChanging(true)}>
        {t('patient.zones.change')}
      </Button>
    </span>
  )
  return (
    <Card title={t('patient.zones.title')} aside={change}>
      <Scale zones={zones} />
      <ul class="bullets">
        <li>{limitsWords(zones)}</li>
        <li>{t(zones.next_morning_rule ? 'patient.zones.morning.on' : 'patient.zones.morning.off')}</li>
        <li>{t(zones.nerve_rule ? 'patient.zones.nerve.on' : 'patient.zones.nerve.off')}</li>
      </ul>
      {changing && <ZonesSheet record={record} onSaved={saved} onClose={() => setChanging(false)} />}
    </Card>
  )
}
