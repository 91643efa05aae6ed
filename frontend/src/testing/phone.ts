import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
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
