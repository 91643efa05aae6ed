import { keepSmall, readSmall } from '../small-store'

export type CueKind = 'voice' | 'tones' | 'vibration'

const nameOf = (kind: CueKind) => `footing.cue.${kind}`

/** Whether the person wants cues of a kind on this device. All are on until they are switched off. */
export function isCueOn(kind: CueKind): boolean {
  return readSmall(nameOf(kind)) !== 'off'
}

/** Keeps on this device whether cues of a kind are wanted. Never fails. */
export function switchCue(kind: CueKind, on: boolean): void {
  keepSmall(nameOf(kind), on ? 'on' : 'off')
}
