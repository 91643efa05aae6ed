import { beforeEach, describe, expect, it } from 'vitest'
import { Offline, Problem, SignedOut, Throttled } from '../api/errors'
import { createHttp } from '../api/http'
import type { NoticeAction, NoticeAnswer } from '../domain/notice'
import { addAnswer, keepReminded, remindedOf, waitingAnswers } from '../store/answers'
import { openStore } from '../store/db'
import { outboxRows, saveEntry } from '../store/diary'
import { saveMe } from '../store/identity'
import { NOW, pain } from '../testing/cast'
import { newPhone, type Phone } from '../testing/phone'
import { problem, TestServer } from '../testing/server'
import { flushInBackground } from './background'
import { runRound } from './round'
import { inTurn } from './singleFlight'

const AT = NOW.toISOString()

let server: TestServer
let phone: Phone

const said = (notice_id: string, action: NoticeAction = 'done'): NoticeAnswer => ({
  notice_id,
  action,
  at: AT,
})
const tap = (notice_id: string, action?: NoticeAction) => addAnswer(phone.store, said(notice_id, action), NOW)
const round = () => runRound({ ...phone, now: NOW, withPlan: false }, null)
const waiting = async () => (await waitingAnswers(phone.store)).map((row) => row.answer.notice_id)

beforeEach(async () => {
  server = new TestServer()
  server.notices.set('n1', null).set('n2', null)
  phone = await newPhone(server)
})

describe('an answer to a reminder', () => {
  it('reaches the server and leaves the outbox', async () => {
    await tap('n1')
    await round()
    expect(server.notices.get('n1')).toEqual({ action: 'done', at: AT })
    expect(await waiting()).toEqual([])
  })

  it('is told before the diary, since a reminder may be about to speak', async () => {
    await saveEntry(phone.store, pain(4))
    await tap('n1')
    await round()
    const lines = server.seen.filter((line) => line.startsWith('POST'))
    expect(lines).toEqual(['POST /api/v1/notices/n1/action/', 'POST /api/v1/diary/changes/'])
  })

  it.each(['2026-11-20T20:15:00+00:00', null])(
    'keeps when a snoozed one comes again: %s',
    async (againAt) => {
      server.againAt = againAt
      await keepReminded(phone.store, {
        notice_id: 'n1',
        kind: 'exercise',
        on: '2026-11-20',
        shown_at: AT,
        expires_at: null,
      })
      await addAnswer(phone.store, { ...said('n1', 'snooze'), minutes: 180 }, NOW)
      expect(await remindedOf(phone.store)).toMatchObject([{ again_at: '2026-11-20T21:00:00.000Z' }])
      await round()
      expect(await remindedOf(phone.store)).toMatchObject([{ action: 'snooze', again_at: againAt }])
    },
  )

  it('survives a killed browser', async () => {
    await tap('n1', 'skip')
    phone.store.close()
    phone = { ...phone, store: await openStore('ana') }
    expect(await waiting()).toEqual(['n1'])
    await round()
    expect(server.notices.get('n1')).toMatchObject({ action: 'skip' })
  })

  it.each([
    ['no network', { how: 'lost' as const }, Offline],
    ['a lost answer', { how: 'unanswered' as const, on: 'notices' }, Offline],
    ['being signed out', { how: () => problem(401), on: 'notices' }, SignedOut],
    ['a busy server', { how: () => problem(429, {}, { 'Retry-After': '9' }), on: 'notices' }, Throttled],
    ['a failing server', { how: () => problem(500), on: 'notices' }, Problem],
    ['a refusal that signing in may mend', { how: () => problem(403), on: 'notices' }, Problem],
  ])('waits through %s and is told once', async (_, fault, kind) => {
    await tap('n1')
    server.faults = [fault]
    await expect(round()).rejects.toBeInstanceOf(kind)
    expect(await waiting()).toEqual(['n1'])
    await round()
    expect(await waiting()).toEqual([])
    expect(server.notices.get('n1')).toMatchObject({ action: 'done' })
  })

  it.each([404, 410, 400, 409, 422])('is dropped when the server will never take it: %i', async (status) => {
    await tap('n1')
    await tap('n2')
    server.faults = [{ how: () => problem(status), on: 'n1' }]
    await round()
    expect(await waiting()).toEqual([])
    expect(server.notices.get('n1')).toBeNull()
    expect(server.notices.get('n2')).toMatchObject({ action: 'done' })
  })

  it('does not hold up the diary when the server fails with it', async () => {
    await saveEntry(phone.store, pain(4))
    await tap('n1')
    server.faults = [{ how: () => problem(500), on: 'notices' }]
    await expect(round()).rejects.toBeInstanceOf(Problem)
    expect(server.diary().head).toBe(1)
    expect(await waiting()).toEqual(['n1'])
  })

  it('is not taken for a change of the diary', async () => {
    await tap('n1')
    expect(await outboxRows(phone.store)).toEqual([])
    server.faults = [{ how: () => problem(500), on: 'notices' }]
    await round().catch(() => undefined)
    expect(server.pushes).toEqual([])
  })

  it('is told by the worker when the page is gone', async () => {
    await saveMe({ ...ME })
    await tap('n1')
    const http = createHttp({
      fetch: server.fetch,
      csrf: async () => server.csrf,
      base: 'https://footing.test',
    })
    await flushInBackground(http, NOW, inTurn)
    expect(await waiting()).toEqual([])
  })

  it('never reaches another person', async () => {
    await tap('n1')
    server.signIn('ben')
    await expect(round()).rejects.toThrow('Another person')
    expect(server.notices.get('n1')).toBeNull()
    expect(await waiting()).toEqual(['n1'])
  })
})

describe('a reminder that was shown', () => {
  it('shows what was said to it, before the server has heard', async () => {
    const shown = {
      notice_id: 'n1',
      kind: 'exercise',
      on: '2026-11-20',
      shown_at: AT,
      expires_at: null,
    } as const
    await keepReminded(phone.store, shown)
    await tap('n1')
    await keepReminded(phone.store, shown)
    expect(await remindedOf(phone.store)).toEqual([{ ...shown, action: 'done' }])
  })
})

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
