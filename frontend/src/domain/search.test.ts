import { describe, expect, it } from 'vitest'
import { folded, NO_MATCH, rank } from './search'

describe('rank', () => {
  it.each([
    ['jose', 'José García'],
    ['lukasz', 'Łukasz Żak'],
    ['strasse', 'Anna Straße'],
    ['istanbul', 'İstanbul Yılmaz'],
    ['yilmaz', 'İstanbul Yılmaz'],
    ["o'brien", 'Sinéad O’Brien'],
    ['garcia jose', 'José García'],
    ['zoe', 'Zoe\u0308'],
    ['anne marie', 'Anne-Marie'],
    ['', 'Anybody'],
  ])('finds %s in %s', (asked, name) => expect(rank(asked, name)).not.toBe(NO_MATCH))
  it('does not find what lacks a word', () => expect(rank('jose x', 'José')).toBe(NO_MATCH))
  it('puts the name before what is said elsewhere', () => {
    const ranks = [
      rank('heel raises', 'Heel raises'),
      rank('heel raises', 'Heel raises on a step'),
      rank('heel raises', 'Calf stretch', 'after your heel raises'),
    ]
    expect(ranks).toEqual([...ranks].sort())
    expect(new Set(ranks).size).toBe(3)
  })
})

describe('folded', () => {
  it('sorts by letters', () =>
    expect(['Zoe', 'Łukasz', 'Åsa', 'Lena'].sort((a, b) => (folded(a) < folded(b) ? -1 : 1))).toEqual([
      'Åsa',
      'Lena',
      'Łukasz',
      'Zoe',
    ]))
})
