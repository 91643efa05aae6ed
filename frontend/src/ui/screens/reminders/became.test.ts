import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../api/reminders'
import { becameWords } from './became'

const notice = (changes: Partial<Notice>): Notice => ({
  id: 'n',
  kind: 'exercise',
  due_at: '2026-11-20T08:30:00Z',
  state: 'sent',
  reason: '',
  action: '',
  deliveries: [],
  ...changes,
})

const delivery: Notice['deliveries'][number] = {
  channel: 'push',
  at: '2026-11-20T08:30:01Z',
  outcome: 'sent',
  status: null,
  detail: '',
}

describe('what became of a reminder', () => {
  it('says by which way it was sent, and what was answered', () => {
    const deliveries: Notice['deliveries'] = [
      { ...delivery, channel: 'push', outcome: 'given_up' },
      { ...delivery, channel: 'email' },
    ]
    expect(becameWords(notice({ deliveries }))).toBe('Sent by e-mail.')
    expect(becameWords(notice({ deliveries: [delivery], action: 'done' }))).toBe(
      'Sent to your device. You said “Done”.',
    )
  })

  it('says why it stayed silent, also for a reason that is new', () => {
    expect(becameWords(notice({ state: 'skipped', reason: 'done' }))).toContain('already done')
    expect(becameWords(notice({ state: 'skipped', reason: 'of another version' }))).toBe('Stayed silent.')
    expect(becameWords(notice({ state: 'cancelled', reason: 'moved' }))).toContain('changed')
    expect(becameWords(notice({ state: 'failed', reason: 'smtp_550' }))).toContain('Could not be sent')
  })

  it('says of what is due and not sent yet that it is on its way', () =>
    expect(becameWords(notice({ state: 'leased' }))).toBe('On its way.'))
})
