import { useState } from 'preact/hooks'
import { type Entry, isKind } from '../../../domain/entry'
import { FEET, MOMENTS, type Moment, painData } from '../../../domain/pain'
import type { When } from '../../../domain/told'
import { Button } from '../../parts/button'
import { DraftLine } from '../../parts/draft-line'
import { later } from '../../parts/later'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { ScorePad } from '../../parts/score-pad'
import { Screen } from '../../parts/screen'
import { useDraft } from '../../parts/use-draft'
import { useSaving } from '../../parts/use-saving'
import { back, place } from '../../router'
import { answerTo } from '../../state/advice'
import { now, zone } from '../../state/clock'
import { entryOf, keepPain, plan, ready, revise } from '../../state/diary'
import { correctionKey } from '../../state/drafts'
import { t } from '../../words'
import { Details } from './details'
import { answersOf, comeBack, emptyForm, formOf, type PainForm } from './form'
import { MomentSheet } from './moment-sheet'
import { WhenSheet } from './when-sheet'
import './log-pain.css'

const NotNow = later('late', async () => (await import('../today/again')).NotNow)

function askedMoment(): Moment {
  const asked = place.value.query.get('moment')
  return MOMENTS.find((moment) => moment === asked) ?? 'now'
}

function usualFoot() {
  const foot = plan.value?.patient.foot
  return FEET.find((one) => one === foot) ?? null
}

function keptEntry() {
  const entry = entryOf(place.value.query.get('entry'))
  return entry && isKind(entry, 'pain') ? entry : null
}

type Choices = Pick<PainForm, 'moment' | 'when'>

/** Changes which pain is meant, and of which day; the heading says both. */
function MomentLine({
  moment,
  when,
  canBeYesterday,
  onChange,
}: Choices & { canBeYesterday: boolean; onChange: (change: Partial<Choices>) => void }) {
  const [choosing, setChoosing] = useState<'moment' | 'when' | null>(null)
  const stop = () => setChoosing(null)
  return (
    <div class="moment-line">
      {canBeYesterday && (
        <Button kind="quiet" onClick={() => setChoosing('when')}>
          {when === 'now' ? t('pain.when.yesterday') : t(`pain.when.${when}`)}
        </Button>
      )}
      <Button kind="quiet" onClick={() => setChoosing('moment')}>
        {t('pain.moment.change')}
      </Button>
      {choosing === 'moment' && (
        <MomentSheet value={moment} onChoose={(chosen) => onChange({ moment: chosen })} onClose={stop} />
      )}
      {choosing === 'when' && (
        <WhenSheet value={when} onChoose={(chosen) => onChange({ when: chosen })} onClose={stop} />
      )}
    </div>
  )
}

function sayAndLeave(): void {
  say(t('saved.here'))
  back('/')
}

const askWords = ({ moment, when }: Choices) =>
  t(when === 'now' ? `pain.ask.${moment}` : `pain.ask.yesterday.${moment}`)

/** What the address says a new entry is about. */
function asked(): { moment: Moment; when: When; session_id: string | null } {
  const { query } = place.value
  return {
    moment: askedMoment(),
    when: query.has('yesterday') ? 'evening' : 'now',
    session_id: query.get('session'),
  }
}

function Form({ kept }: { kept: Entry<'pain'> | null }) {
  const [about] = useState(asked)
  const untouched = kept ? formOf(kept.data) : { ...emptyForm(about.moment), when: about.when }
  const key = kept ? correctionKey(kept) : `pain.${about.session_id ?? about.moment}.${about.when}`
  const draft = useDraft<PainForm>(key, untouched, 'phone', (form, begunAt) =>
    kept ? form : comeBack(form, begunAt, now.value, zone.value),
  )
  const { value: form, change } = draft
  const answers = answersOf(form, kept?.data ?? about)
  const { save, saving, problem } = useSaving(async () => {
    if (!answers) return
    const data = painData(answers)
    if (kept) await revise(kept, data)
    const entry = kept ? { ...kept, data } : await keepPain(answers, form.when)
    draft.drop()
    answerTo(entry, sayAndLeave, { replace: true })
  })
  const main = (
    <Button kind="main" wide disabled={!answers || saving} onClick={save}>
      {answers ? t('save') : t('pain.pick.first')}
    </Button>
  )
  // Until a number is chosen there is nothing to save: a reminder's other answers stand at the thumb instead.
  const isReminded = form.score === null && place.value.query.has('reminded')
  const foot = isReminded ? <NotNow kind="pain" otherwise={main} /> : main
  return (
    <Screen title={askWords(form)} backTo="/" backIcon="close" foot={foot}>
      <DraftLine draft={draft} />
      <ProblemLine words={problem} />
      <MomentLine {...form} canBeYesterday={!kept && about.session_id === null} onChange={change} />
      <ScorePad
        legend={askWords(form)}
        legendUnseen
        value={form.score}
        onChange={(chosen) => change({ score: chosen })}
      />
      <Details form={form} usualFoot={usualFoot()} open={kept !== null} onChange={change} />
    </Screen>
  )
}

function Missing() {
  return (
    <Screen title={t('pain.change.title')} backTo="/history">
      <p>{t('pain.missing')}</p>
    </Screen>
  )
}

/** Logs pain, or corrects an entry when one is named in the address (`?entry=`). */
export function LogPain() {
  if (!place.value.query.has('entry')) return <Form kept={null} />
  if (!ready.value) return <Loading />
  const kept = keptEntry()
  return kept ? <Form key={kept.entry_id} kept={kept} /> : <Missing />
}
