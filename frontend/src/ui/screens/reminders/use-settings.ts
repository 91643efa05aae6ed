import { useState } from 'preact/hooks'
import type { NotificationSettings } from '../../../api/answers'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { useFetched } from '../../parts/use-fetched'
import { remindersApi } from './server'

type Put = (settings: NotificationSettings) => void

/** What a part of the screen is handed: how everything is set, and where its own changes go. */
export interface Part {
  readonly settings: NotificationSettings
  readonly put: Put
}

export interface SettingsCell {
  /** Null until the server has told them. */
  readonly part: Part | null
  /** Why the server has not, in words; null where nothing is wrong. */
  readonly problem: string | null
  readonly again: () => void
}

/** The person's notification settings, read once. */
export function useSettings(): SettingsCell {
  const { fetched, again } = useFetched('settings', remindersApi.settings)
  const [changed, put] = useState<NotificationSettings | null>(null)
  const settings = changed ?? (fetched.state === 'here' ? fetched.value : null)
  const problem = fetched.state === 'failed' ? fetched.words : null
  return { part: settings && { settings, put }, problem, again }
}

/** Changes settings on the server and says `done`; each part of the screen keeps its own trouble. */
export function useChange(put: Put, onDone?: () => void) {
  const { ask, ...rest } = useAsking(async (changes: Partial<NotificationSettings>, done: string) => {
    put(await remindersApi.changeSettings(changes))
    say(done)
    onDone?.()
    return null
  })
  return { ...rest, change: ask }
}
