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
  /** Never pushed to again since then. */
  closed_at: string | null
  /** `gone`: the push service no longer knows it, whatever the browser believes. */
  close_reason: string
}

/** What the push service answered to a test. */
export interface PushTest {
  outcome: 'delivered' | 'gone' | 'alarm' | 'retry' | 'too_large' | 'refused'
  /** Its HTTP status; null when it did not answer. */
  status: number | null
  /** The same in words. */
  detail: string
}

const V1 = '/api/v1'

/** What the app asks of the server to be reached by push. */
export function createPushApi(http: Http) {
  const ask = async <T>(...call: Parameters<Http['call']>) => (await http.call<T>(...call)).body
  return {
    /** The key to subscribe with, or null where the operator has not set push up. */
    key: async () => (await ask<{ public_key: string | null }>(`${V1}/push-key/`)).public_key,
    devices: async () => (await ask<Page<PushDevice>>(`${V1}/push-subscriptions/?limit=50`)).results,
    /**
     * Tells of a subscription, in the W3C's own JSON. Told again, it stays the same device.
     *
     * @param device what it is called in the list of devices; empty: as before.
     */
    keep: (subscription: PushSubscriptionJSON, device: string) =>
      ask<PushDevice>(`${V1}/push-subscriptions/`, { method: 'POST', body: { ...subscription, device } }),
    /** Forgets a device; one that is not there is as good. */
    drop: (id: string) => ask(`${V1}/push-subscriptions/${id}/`, { method: 'DELETE', expects: [404] }),
    /** Pushes a real message; the answer takes up to 15 s. */
    test: (id: string) => ask<PushTest>(`${V1}/push-subscriptions/${id}/test/`, { method: 'POST', body: {} }),
  }
}

export type PushApi = ReturnType<typeof createPushApi>
