import type { Http } from './http'
import type { Page } from './therapist'

/** A browser that this person's reminders go to, as the server knows it. */
export interface PushDevice {
  id: string
  endpoint: string
  /** Its own description: phone, tablet or computer and its browser. */
  device: string
  created_at: string
  last_ok_at: string | null
  last_problem: string
}

/** What the push service answered to a test. */
export interface PushTest {
  outcome: string
  status: number | null
}

const V1 = '/api/v1'

/** What the app asks of the server to be reached by push. */
export function createPushApi(http: Http) {
  const ask = async <T>(...call: Parameters<Http['call']>) => (await http.call<T>(...call)).body
  return {
    key: async () => (await ask<{ key: string }>(`${V1}/push-key/`)).key,
    devices: async () => (await ask<Page<PushDevice>>(`${V1}/push-subscriptions/`)).results,
    /** Tells of a subscription, in the W3C's own JSON. Told again, it stays the same device. */
    keep: (subscription: PushSubscriptionJSON) =>
      ask<PushDevice>(`${V1}/push-subscriptions/`, { method: 'POST', body: subscription }),
    drop: (id: string) => ask(`${V1}/push-subscriptions/${id}/`, { method: 'DELETE' }),
    test: (id: string) => ask<PushTest>(`${V1}/push-subscriptions/${id}/test/`, { method: 'POST', body: {} }),
  }
}

export type PushApi = ReturnType<typeof createPushApi>
