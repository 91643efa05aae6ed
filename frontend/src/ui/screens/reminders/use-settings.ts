import { useState } from 'preact/hooks'
import type { NotificationSettings } from '../../../api/reminders'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { useFetched } from '../../parts/use-fetched'
import { remindersApi } from './server'

export interface SettingsCell {
  /** Null until the server has told them. */
  readonly settings: NotificationSettings | null
  /** Why the server has not, in words; null where nothing is wrong. */
  readonly problem: string | null
  readonly again: () => void
  readonly put: (settings: NotificationSettings) => void
}

/** The person's notification settings, read once. */
export function useSettings(): SettingsCell {
  const { fetched, again } = useFetched('settings', remindersApi.settings)
  const [changed, put] = useState<NotificationSettings | null>(null)
  const settings = changed ?? (fetched.state === 'here' ? fetched.value : null)
  return { settings, problem: fetched.state === 'failed' ? fetched.words : null, again, put }
}

/** Changes settings on the server and says `done`; each part of the screen keeps its own trouble. */
export function useChange({ put }: Pick<SettingsCell, 'put'>) {
  const { ask, ...rest } = useAsking(async (changes: Partial<NotificationSettings>, done: string) => {
    put(await remindersApi.changeSettings(changes))
    say(done)
    return null
  })
  return { ...rest, change: ask }
}
