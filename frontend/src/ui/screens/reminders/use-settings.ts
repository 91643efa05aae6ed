import { useEffect, useState } from 'preact/hooks'
import type { NotificationSettings } from '../../../api/reminders'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { remindersApi } from './server'

export interface SettingsCell {
  /** Null until the server has told them. */
  readonly settings: NotificationSettings | null
  readonly asking: boolean
  readonly problem: string | null
  /** Changes them on the server, then says `done`. */
  change: (changes: Partial<NotificationSettings>, done: string) => void
}

/** The person's notification settings, read once and changed one by one. */
export function useSettings(): SettingsCell {
  const [settings, setSettings] = useState<NotificationSettings | null>(null)
  const { ask, asking, problem } = useAsking(async (changes: Partial<NotificationSettings>, done: string) => {
    setSettings(await remindersApi.changeSettings(changes))
    say(done)
    return null
  })
  useEffect(() => {
    remindersApi.settings().then(setSettings, () => undefined)
  }, [])
  return { settings, asking, problem, change: ask }
}
