import { deviceZone, localDate } from '../domain/clock'
import { isReminder, type Shown, shownOf } from '../domain/notice'
import { keepReminded } from '../store/answers'
import { neutralWords } from '../ui/words/languages'
import { languageHere } from './language'
import { withStore } from './person'

/** What browsers take besides what their types say. */
interface Options extends NotificationOptions {
  actions: { action: string; title: string }[]
}

interface Badging {
  setAppBadge?: (count?: number) => Promise<void>
  clearAppBadge?: () => Promise<void>
}

const badging = () => self.navigator as unknown as Badging

/** Shows a push message, whatever it holds, and remembers a reminder so that the app can be asked for it later. */
export async function show(scope: ServiceWorkerGlobalScope, text: string | null, now: Date): Promise<void> {
  const shown = shownOf(text, now, scope.location.origin, neutralWords(await languageHere()))
  await notify(scope.registration, shown)
  // Shown is shown: what follows is a courtesy.
  await Promise.allSettled([setBadge(shown.badge), remember(shown, now)])
}

function notify(registration: ServiceWorkerRegistration, shown: Shown): Promise<void> {
  const { title, body, tag, lang, actions, remembered } = shown
  const options: Options = { body, tag, lang, actions, icon: '/icon-192.png', data: remembered }
  return registration.showNotification(title, options)
}

async function setBadge(badge: number | null): Promise<void> {
  if (badge === null) return
  if (badge === 0) await badging().clearAppBadge?.()
  else await badging().setAppBadge?.(badge)
}

/** Takes the number off the app's icon. */
export const clearBadge = async (): Promise<void> => badging().clearAppBadge?.()

async function remember({ remembered, expires_at }: Shown, now: Date): Promise<void> {
  const { notice, kind } = remembered
  if (notice === null || !isReminder(kind)) return
  await withStore((store, me) => {
    const on = localDate(now, deviceZone(me.time_zone))
    const what = { notice_id: notice, kind, on, shown_at: now.toISOString(), expires_at }
    return keepReminded(store, what)
  })
}
