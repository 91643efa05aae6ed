import { describe, expect, it } from 'vitest'
import { match, placeOf } from './router'

describe('match', () => {
  it('fits a path without parts', () => expect(match('/history', '/history')).toEqual({}))
  it('names the parts', () =>
    expect(match('/session/:assignment', '/session/a1')).toEqual({ assignment: 'a1' }))
  it('decodes the parts', () => expect(match('/learn/:slug', '/learn/a%20b')).toEqual({ slug: 'a b' }))
  it('refuses another length', () => expect(match('/session/:assignment', '/session/a1/more')).toBeNull())
  it('refuses an empty part', () => expect(match('/session/:assignment', '/session/')).toBeNull())
  it('refuses another word', () => expect(match('/history', '/progress')).toBeNull())
})

describe('an address', () => {
  it('names its path and its query', () => {
    const { path, query } = placeOf({ pathname: '/history/', search: '?from=push' })
    expect([path, query.get('from')]).toEqual(['/history', 'push'])
  })
  it.each([
    ['/', '?note'],
    ['/', '?note=&reminded=n1'],
    ['/log-pain', '?reminded=pain'],
    ['/log-pain', ''],
  ])('asks for a number: %s%s', (pathname, search) =>
    expect(placeOf({ pathname, search }).path).toBe('/log-pain'),
  )
})
