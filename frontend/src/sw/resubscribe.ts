import { createPushApi } from '../api/push'
import { subscribe } from '../sync/subscription'
import { workerHttp } from './flush'

/** The push service has ended the subscription: a new one takes its place. Where that fails here, the next start heals it. */
export async function resubscribe(registration: ServiceWorkerRegistration): Promise<void> {
  const http = workerHttp()
  if (http) await subscribe(registration.pushManager, createPushApi(http), '').catch(() => undefined)
}
