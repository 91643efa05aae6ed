import { useSignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { isKind } from '../../../domain/entry'
import { FEET, MOMENTS, type Moment, painData } from '../../../domain/pain'
import { Button } from '../../parts/button'
import { later } from '../../parts/later'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { ScorePad } from '../../parts/score-pad'
import { Screen } from '../../parts/screen'
import { useSaving } from '../../parts/use-saving'
import { back, place } from '../../router'
import { answerTo } from '../../state/advice'
import { entryOf, keepPain, plan, revise } from '../../state/diary'
import { t } from '../../words'
import { Details } from './details'
import { answersOf, emptyForm, formOf, type PainForm } from './form'
import { MomentSheet } from './moment-sheet'
import './log-pain.css'

const NotNow = later(async () => (await import('../today/again')).NotNow)

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

function MomentLine({ moment, onChange }: { moment: Moment; onChange: (moment: Moment) => void }) {
  const [choosing, setChoosing] = useState(false)
  return (
    <div class="moment-line">
      <p>
        <span class="unseen">{t('pain.moment.legend')} </span>
        <b>{t(`pain.moment.${moment}`)}</b>
      </p>
      <Button kind="quiet" onClick={() => setChoosing(true)}>
        {t('pain.moment.change')}
      </Button>
      {choosing && <MomentSheet value={moment} onChoose={onChange} onClose={() => setChoosing(false)} />}
    </div>
  )
}

function sayAndLeave(): void {
  say(t('saved.here'))
  back('/')
}

/** Logs pain, or corrects an entry when one is named in the address (`?entry=`). */
export function LogPain() {
  const [kept] = useState(keptEntry)
  const form = useSignal<PainForm>(kept ? formOf(kept.data) : emptyForm(askedMoment()))
  const change = (part: Partial<PainForm>) => {
    form.value = { ...form.value, ...part }
  }
  const answers = answersOf(form.value, kept?.data ?? null)
  const { save, saving, problem } = useSaving(async () => {
    if (!answers) return
    const data = painData(answers)
    if (kept) await revise(kept, data)
    const entry = kept ? { ...kept, data } : await keepPain(answers)
    answerTo(entry, sayAndLeave, { replace: true })
  })
  const { moment, score } = form.value
  const main = (
    <Button kind="main" wide disabled={!answers || saving} onClick={save}>
      {answers ? t('save') : t('pain.pick.first')}
    </Button>
  )
  // Until a number is chosen there is nothing to save: a reminder's other answers stand at the thumb instead.
  const isReminded = score === null && place.value.query.has('reminded')
  const foot = isReminded ? <NotNow kind="pain" otherwise={main} /> : main
  return (
    <Screen title={t(`pain.ask.${moment}`)} backTo="/" backIcon="close" foot={foot}>
      <ProblemLine words={problem} />
      <MomentLine moment={moment} onChange={(chosen) => change({ moment: chosen })} />
      <ScorePad
        legend={t(`pain.ask.${moment}`)}
        legendUnseen
        value={score}
        onChange={(chosen) => change({ score: chosen })}
      />
      <Details form={form.value} usualFoot={usualFoot()} open={kept !== null} onChange={change} />
    </Screen>
  )
}
