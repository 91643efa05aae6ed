/** The worker's part of `page.ts`: it writes what the service worker writes, without pause. */
import type { Reminded } from '../../domain/notice'
import { keepReminded } from '../../store/answers'
import { openStore, type Store } from '../../store/db'
import { returnBatch, takeBatch } from '../../store/outbox'

const LIMITS = { changes: 5, bytes: 900 * 1024 }

async function remember(store: Store): Promise<never> {
  for (let number = 0; ; number += 1) {
    const reminded: Omit<Reminded, 'action'> = {
      notice_id: `n${number % 5}`,
      kind: 'exercise',
      on: '2026-11-20',
      shown_at: '2026-11-20T18:00:00Z',
      expires_at: null,
    }
    await keepReminded(store, reminded)
  }
}

async function send(store: Store): Promise<never> {
  for (;;) await returnBatch(store, await takeBatch(store, LIMITS, new Set()))
}

const store = await openStore('ana')
await Promise.all([remember(store), send(store)])
