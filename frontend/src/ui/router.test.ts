import { describe, expect, it } from 'vitest'
import { match } from './router'

describe('match', () => {
  it('fits a path without parts', () => expect(match('/history', '/history')).toEqual({}))
  it('names the parts', () =>
    expect(match('/session/:assignment', '/session/a1')).toEqual({ assignment: 'a1' }))
  it('decodes the parts', () => expect(match('/learn/:slug', '/learn/a%20b')).toEqual({ slug: 'a b' }))
  it('refuses another length', () => expect(match('/session/:assignment', '/session/a1/more')).toBeNull())
  it('refuses an empty part', () => expect(match('/session/:assignment', '/session/')).toBeNull())
  it('refuses another word', () => expect(match('/history', '/progress')).toBeNull())
})
