import { createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

/**
 * A browser that this person's reminders go to, as the server knows it. `close_reason` is `gone` where the push service no
 * longer knows it, whatever the browser believes.
 */
export type PushDevice = Schemas['PushSubscriptionOut']

/** What the push service answered to a test: its HTTP status (null: no answer), and the same in words. */
export type PushTest = Schemas['PushTestOut']

/** What the app asks of the server to be reached by push. */
export function createPushApi(http: Http) {
  const client = createClient(http)
  return {
    /** The key to subscribe with, or null where the operator has not set push up. */
    key: async () => (await client.get('/api/v1/push-key/')).public_key,
    devices: async () => (await client.get('/api/v1/push-subscriptions/', { query: { limit: 50 } })).results,
    /**
     * Tells of a subscription, in the W3C's own JSON. Told again, it stays the same device.
     *
     * @param device what it is called in the list of devices; empty: as before.
     */
    keep: (subscription: PushSubscriptionJSON, device: string) =>
      client.post('/api/v1/push-subscriptions/', { body: { ...asWritten(subscription), device } }),
    /** Forgets a device; one that is not there is as good. */
    drop: (subscription_id: string) =>
      client.delete('/api/v1/push-subscriptions/{subscription_id}/', {
        path: { subscription_id },
        expects: [404],
      }),
    /** Pushes a real message; the answer takes up to 15 s. */
    test: (subscription_id: string) =>
      client.post('/api/v1/push-subscriptions/{subscription_id}/test/', { path: { subscription_id } }),
  }
}

export type PushApi = ReturnType<typeof createPushApi>

/** The browser's types leave open what its subscriptions always have. */
const asWritten = (subscription: PushSubscriptionJSON) =>
  subscription as Omit<Schemas['PushSubscriptionInRequest'], 'device'>
