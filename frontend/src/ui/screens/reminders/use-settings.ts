import { useEffect, useState } from 'preact/hooks'
import type { NotificationSettings } from '../../../api/reminders'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { remindersApi } from './server'

export interface SettingsCell {
  /** Null until the server has told them. */
  readonly settings: NotificationSettings | null
  readonly put: (settings: NotificationSettings) => void
}

/** The person's notification settings, read once. */
export function useSettings(): SettingsCell {
  const [settings, put] = useState<NotificationSettings | null>(null)
  useEffect(() => {
    remindersApi.settings().then(put, () => undefined)
  }, [])
  return { settings, put }
}

/** Changes settings on the server and says `done`; each part of the screen keeps its own trouble. */
export function useChange({ put }: SettingsCell) {
  const { ask, ...rest } = useAsking(async (changes: Partial<NotificationSettings>, done: string) => {
    put(await remindersApi.changeSettings(changes))
    say(done)
    return null
  })
  return { ...rest, change: ask }
}
