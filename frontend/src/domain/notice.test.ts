import { describe, expect, it } from 'vitest'
import { type Reminded, shownOf, snoozesAt, withAnswer, withReminded } from './notice'

const NOW = new Date('2026-11-20T18:00:00Z')
const ORIGIN = 'https://footing.test'
const NEUTRAL = { title: 'Footing', body: 'Open it to see your day.', lang: 'en' }

const CONTENT = {
  web_push: 8030,
  notification: {
    title: 'A few minutes for you',
    body: 'Your plan for today is ready.',
    tag: 'day-1',
    navigate: `${ORIGIN}/log-pain?from=push`,
    lang: 'en',
    silent: false,
    data: {},
  },
  notice: 'n1',
  kind: 'exercise',
  actions: [{ action: 'done', title: 'Done' }],
  expires_at: '2026-11-20T21:00:00+00:00',
  badge: 1,
}
const show = (content: unknown, now = NOW) => shownOf(JSON.stringify(content), now, ORIGIN, NEUTRAL)

describe('a push message', () => {
  it('is shown as it says', () =>
    expect(show(CONTENT)).toEqual({
      title: 'A few minutes for you',
      body: 'Your plan for today is ready.',
      tag: 'day-1',
      lang: 'en',
      actions: [{ action: 'done', title: 'Done' }],
      badge: 1,
      expires_at: '2026-11-20T21:00:00+00:00',
      remembered: { notice: 'n1', kind: 'exercise', path: '/log-pain?from=push' },
    }))

  it('that comes too late is shown neutrally, under the same tag and without actions', () => {
    const late = show(CONTENT, new Date('2026-11-20T21:00:00Z'))
    expect(late).toMatchObject({ ...NEUTRAL, tag: 'day-1', actions: [] })
    expect(late.remembered).toEqual({ notice: null, kind: 'exercise', path: '/' })
  })

  it.each([null, '', 'no json', 'null', '[]', '7', '{"notification":{}}'])(
    'of which nothing can be read still shows something: %s',
    (text) => expect(shownOf(text, NOW, ORIGIN, NEUTRAL)).toMatchObject({ ...NEUTRAL, tag: 'footing' }),
  )

  it.each([
    'https://elsewhere.test/log-pain',
    'https://footing.test.elsewhere.test/',
    '//elsewhere.test',
    '/\\\\elsewhere.test',
    'javascript:alert(1)',
  ])('opens no address but ours: %s', (navigate) => {
    const shown = show({ ...CONTENT, notification: { ...CONTENT.notification, navigate } })
    expect(shown.remembered.path).toBe('/')
  })
})

describe('the reminders of the day', () => {
  const reminded = (notice_id: string, part: Partial<Reminded> = {}): Reminded => ({
    notice_id,
    kind: 'exercise',
    on: '2026-11-20',
    shown_at: NOW.toISOString(),
    expires_at: null,
    action: null,
    ...part,
  })

  it('lose those of other days', () => {
    const all = [reminded('old', { on: '2026-11-19' }), reminded('n1')]
    expect(withReminded(all, reminded('n2')).map((one) => one.notice_id)).toEqual(['n1', 'n2'])
  })

  it('keep what was answered when the same one is told twice', () =>
    expect(withReminded([reminded('n1', { action: 'done' })], reminded('n1'))).toEqual([
      reminded('n1', { action: 'done' }),
    ]))

  it('remember an answer, and when a snoozed one comes again', () => {
    const at = '2026-11-20T18:00:00.000Z'
    const later = withAnswer([reminded('n1')], { notice_id: 'n1', action: 'snooze', minutes: 10, at })
    expect(later[0]).toMatchObject({ action: 'snooze', again_at: '2026-11-20T18:10:00.000Z' })
    const done = withAnswer(later, { notice_id: 'n1', action: 'done', at })
    expect(done).toEqual([reminded('n1', { action: 'done' })])
  })
})

describe('snoozing', () => {
  it('offers the evening while it is ahead', () => {
    expect(snoozesAt('08:30').map((one) => one.until)).toEqual(['ten', 'hour', 'evening'])
    expect(snoozesAt('08:30')[2]?.minutes).toBe(570)
    expect(snoozesAt('17:30').map((one) => one.until)).toEqual(['ten', 'hour'])
  })

  it('never offers longer than the server takes', () =>
    expect(snoozesAt('05:30').map((one) => one.until)).toEqual(['ten', 'hour']))
})
