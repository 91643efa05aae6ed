let sound: AudioContext | undefined

/** Wakes the sound up. Phones allow it only inside a tap, so this is called when a timer is started. */
export function readyBell(): void {
  sound ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext()
  void sound?.resume()
}

/** One soft tone and a short buzz: time is up. The screen says it too. */
export function ringBell(): void {
  navigator.vibrate?.(300)
  if (!sound) return
  const tone = sound.createOscillator()
  const volume = sound.createGain()
  const end = sound.currentTime + 0.7
  tone.frequency.value = 660
  volume.gain.setValueAtTime(0.25, sound.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, end)
  tone.connect(volume).connect(sound.destination)
  tone.start()
  tone.stop(end)
}
