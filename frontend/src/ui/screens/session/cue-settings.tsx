import { useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { AnyOf } from '../../parts/choice'
import { tryTone } from '../../state/cues/sound'
import { type CueKind, isCueOn, switchCue } from '../../state/cues/switches'
import { tryVoice } from '../../state/cues/voice'
import { wordsOf } from '../../words'
import type { cues } from '../../words/en/cues'

const t = wordsOf<typeof cues>()

/** Tries a kind of cue, inside a tap. False where this device gives no sign that it works. */
const TRIALS: Record<CueKind, () => Promise<boolean>> = {
  voice: () => tryVoice(t('cues.sample')),
  tones: tryTone,
  vibration: async () => navigator.vibrate?.([300]) ?? false,
}

function Switch({ kind }: { kind: CueKind }) {
  const [isOn, setOn] = useState(() => isCueOn(kind))
  const put = (on: boolean) => {
    switchCue(kind, on)
    setOn(on)
  }
  const option = { value: kind, label: t(`cues.${kind}`), hint: t(`cues.${kind}.hint`) }
  return (
    <AnyOf
      legend={option.label}
      legendUnseen
      look="list"
      options={[option]}
      values={isOn ? [kind] : []}
      onChange={(kinds) => put(kinds.length > 0)}
    />
  )
}

function Trial({ kind }: { kind: CueKind }) {
  const [answer, setAnswer] = useState<'waiting' | 'works' | 'fails' | null>(null)
  const ask = async () => {
    setAnswer('waiting')
    setAnswer((await TRIALS[kind]()) ? 'works' : 'fails')
  }
  return (
    <>
      <Button icon="play" disabled={answer === 'waiting'} onClick={ask}>
        {t(`cues.${kind}.test`)}
      </Button>
      <output class="hint">{answer && t(`cues.${kind}.${answer}`)}</output>
    </>
  )
}

/**
 * Switches cues for this device, each kind by itself, and tries each of them.
 *
 * @param kinds those that are given where this is shown: a timer has no words to say
 */
export function CueSettings({ kinds }: { kinds: readonly CueKind[] }) {
  return (
    <>
      <p class="hint">{t('cues.why')}</p>
      {kinds.map((kind) => (
        <div key={kind} class="stack">
          <Switch kind={kind} />
          <Trial kind={kind} />
        </div>
      ))}
      <p class="hint">{t('cues.volume')}</p>
    </>
  )
}
