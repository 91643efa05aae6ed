import { describe, expect, it } from 'vitest'
import { type Surroundings, standingOf } from './push-standing'

const ANDROID: Surroundings = {
  agent: 'Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36',
  touchPoints: 5,
  standalone: false,
  supported: true,
  permission: 'default',
  subscribed: false,
}
const IPHONE = {
  ...ANDROID,
  agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) Safari/604.1',
  supported: false,
}
const IPAD = { ...IPHONE, agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15' }

describe('how a browser stands to push', () => {
  it('may be asked', () => expect(standingOf(ANDROID)).toBe('off'))

  it('is on only with a subscription of this person', () => {
    expect(standingOf({ ...ANDROID, permission: 'granted' })).toBe('off')
    expect(standingOf({ ...ANDROID, permission: 'granted', subscribed: true })).toBe('on')
  })

  it('says when the person has declined', () =>
    expect(standingOf({ ...ANDROID, permission: 'denied', subscribed: true })).toBe('denied'))

  it.each([IPHONE, IPAD])('asks for the home screen on an iPhone and an iPad, and nowhere else', (apple) => {
    expect(standingOf(apple)).toBe('home_screen')
    expect(standingOf({ ...apple, standalone: true, supported: true })).toBe('off')
  })

  it('promises nothing to a browser without push', () => {
    expect(standingOf({ ...ANDROID, supported: false })).toBe('unsupported')
    expect(standingOf({ ...IPAD, touchPoints: 0 })).toBe('unsupported')
    expect(standingOf({ ...IPHONE, standalone: true })).toBe('unsupported')
  })
})
