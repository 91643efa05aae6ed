import { isoWithOffset } from '../domain/clock'
import { type NoticeAction, type NoticeAnswer, type Remembered, SNOOZE_MINUTES } from '../domain/notice'
import { addAnswer } from '../store/answers'
import { BACKGROUND_TAG, type PageMessage } from '../sync/worker-link'
import { flush } from './flush'
import { withStore } from './person'
import { clearBadge } from './show'

const ACTIONS: readonly string[] = ['done', 'snooze', 'skip'] satisfies NoticeAction[]

const isAnswer = (action: string): action is NoticeAction => ACTIONS.includes(action)

/**
 * A notification was tapped: on one of its buttons, then the answer is written down here and told to the server, now or
 * when there is a network; or on itself, then its screen opens.
 *
 * @param action the button's name; empty for the notification itself.
 */
export async function tapped(
  scope: ServiceWorkerGlobalScope,
  notification: Notification,
  action: string,
  now: Date,
): Promise<void> {
  notification.close()
  const { notice, path } = (notification.data ?? { notice: null, path: '/' }) as Remembered
  if (!isAnswer(action) || !notice) return open(scope, path)
  const isKept = await keep(notice, action, now)
  if (!isKept) return open(scope, path)
  if (action !== 'snooze') await clearBadge()
  await tell(scope)
}

function keep(notice: string, action: NoticeAction, now: Date): Promise<boolean> {
  return withStore((store, me) => {
    const answer: NoticeAnswer = { notice_id: notice, action, at: isoWithOffset(now, me.time_zone) }
    return addAnswer(store, action === 'snooze' ? { ...answer, minutes: SNOOZE_MINUTES } : answer, now)
  })
}

interface Waking extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

/** Tells the server now, or has this worker woken for it; the page's own triggers remain in any case. */
async function tell(scope: ServiceWorkerGlobalScope): Promise<void> {
  const registration: Waking = scope.registration
  await flush().catch(() => registration.sync?.register(BACKGROUND_TAG).catch(() => undefined))
}

/** Opens a screen in a window that is there, else in a new one. */
async function open(scope: ServiceWorkerGlobalScope, path: string): Promise<void> {
  await clearBadge()
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const window = windows.find((one) => one.visibilityState === 'visible') ?? windows[0]
  if (!window) return void (await scope.clients.openWindow(path))
  const message: PageMessage = { type: 'OPEN', path }
  window.postMessage(message)
  await window.focus().catch(() => undefined)
}
