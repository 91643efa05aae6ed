import { describe, expect, it } from 'vitest'
import { plainDigits } from './digits'

describe('plainDigits', () => {
  it.each([
    ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
    ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
    ['Devanagari', '०१२३४५६७८९'],
    ['full-width', '０１２３４５６７８９'],
    ['bold', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
    ['sans-serif', '𝟢𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪𝟫'],
    ['ASCII', '0123456789'],
  ])('reads %s digits', (_script, typed) => expect(plainDigits(typed)).toBe('0123456789'))

  it('leaves all else as it is', () => expect(plainDigits('a-١ ²½x')).toBe('a-1 ²½x'))
})
