import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { vi } from 'vitest'
import { createHttp } from '../api/http'
import { type Api, createApi } from '../api/patient'
import { openStore, type Store } from '../store/db'
import { readIdentity } from '../store/identity'
import type { TestServer } from './server'

/** A phone with a memory of its own. */
export interface Phone {
  store: Store
  api: Api
  deviceId: string
}

/** Throws away everything that all phones have kept so far. */
export function newMemory(): void {
  globalThis.indexedDB = new IDBFactory()
}

export function apiOf(server: TestServer): Api {
  return createApi(
    createHttp({ fetch: server.fetch, csrf: async () => server.csrf, base: 'https://footing.test' }),
  )
}

/** A new phone in the hands of a person. Its store stays bound to its own memory. */
export async function newPhone(server: TestServer, user = 'ana'): Promise<Phone> {
  newMemory()
  const store = await openStore(user)
  const { device_id: deviceId } = await readIdentity()
  return { store, api: apiOf(server), deviceId }
}

/** The browser's cache, which outlives a lost database; `put` fails once it is full. */
export function newCaches(room = Number.POSITIVE_INFINITY): void {
  const all = new Map<string, ReturnType<typeof newCache>>()
  const open = async (name: string) => {
    const cache = all.get(name) ?? newCache(room)
    all.set(name, cache)
    return cache
  }
  const has = async (name: string) => all.has(name)
  const remove = async (name: string) => all.delete(name)
  vi.stubGlobal('caches', { open, has, keys: async () => [...all.keys()], delete: remove })
  vi.stubGlobal('navigator', {})
}

function newCache(room: number) {
  const copies = new Map<string, string>()
  return {
    put: async (path: string, what: Response) => {
      if (copies.size >= room) throw new DOMException('', 'QuotaExceededError')
      copies.set(path, await what.text())
    },
    match: async (path: string) => (copies.has(path) ? new Response(copies.get(path)) : undefined),
    matchAll: async () => [...copies.values()].map((text) => new Response(text)),
    keys: async () => [...copies.keys()].map((path) => new Request(`https://footing.test${path}`)),
    delete: async (path: string) => copies.delete(path),
  }
}
