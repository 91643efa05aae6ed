import { beforeEach, describe, expect, it } from 'vitest'
import { Offline } from '../api/errors'
import { createHttp } from '../api/http'
import { saveEntry } from '../store/diary'
import { forgetMe, saveMe } from '../store/identity'
import { pain } from '../testing/cast'
import { newPhone, type Phone } from '../testing/phone'
import { TestServer } from '../testing/server'
import { flushInBackground } from './background'
import { inTurn } from './singleFlight'

const ME = {
  id: 'ana',
  email: 'ana@example.org',
  name: 'Ana',
  time_zone: 'Europe/Madrid',
  language: 'en',
  roles: [],
  clinics: [],
  patient: { id: 'p1' },
}

let server: TestServer
let phone: Phone

beforeEach(async () => {
  server = new TestServer()
  phone = await newPhone(server)
  await saveMe(ME)
  await saveEntry(phone.store, pain(4))
})

describe('the worker, woken in the background', () => {
  const wake = () => {
    const http = createHttp({
      fetch: server.fetch,
      csrf: async () => server.csrf,
      base: 'https://footing.test',
    })
    return flushInBackground(http, new Date(), inTurn)
  }

  it('sends for whoever used the phone last', async () => {
    await wake()
    expect(server.diary().head).toBe(1)
  })

  it('fails when there is still no network, so that it is woken again', async () => {
    server.faults = [{ how: 'lost' }]
    await expect(wake()).rejects.toBeInstanceOf(Offline)
    expect(server.diary().head).toBe(0)
  })

  it('lets the browser be when only signing in would help', async () => {
    server.signIn(null)
    await wake()
    server.signIn('ben')
    await wake()
    expect(server.pushes).toEqual([])
  })

  it('does nothing when nobody is signed in', async () => {
    await forgetMe()
    await wake()
    expect(server.seen).toEqual([])
  })
})
