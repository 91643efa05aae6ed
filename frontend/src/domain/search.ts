const ALONE: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ß: 'ss',
}
const NOTHING = /['\u2018\u2019\u201b\u02bc\u02b9`\u00b4\u2032]/g
const SPACES = /[-\u2010-\u2014\u00a0/,.;:()\s]+/g

/** No answer to what was asked. */
export const NO_MATCH = 6

/**
 * The text by its base letters, in lower case, with single spaces: é is e, ł is l, ß is ss, composed or not. Apostrophes
 * count for nothing, hyphens as spaces. The server compares alike (common/search.py).
 */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return bare
    .replace(/[łøđħŧıðæœþß]/g, (letter) => ALONE[letter] ?? letter)
    .replace(NOTHING, '')
    .replace(SPACES, ' ')
    .trim()
}

/**
 * How well a thing answers to what is asked: 0 is best, NO_MATCH not at all. Its name first, then what else is said of it.
 *
 * @param asked what was typed; nothing asked is answered by everything
 * @param name what the thing is called
 * @param said what else it is found by
 */
export function rank(asked: string, name: string, said = ''): number {
  const wanted = folded(asked)
  const called = folded(name)
  const words = wanted.split(' ').filter(Boolean)
  const whole = `${called} ${folded(said)}`
  if (!words.every((word) => whole.includes(word))) return NO_MATCH
  const begins = words.map((word) => ` ${called}`.includes(` ${word}`))
  const steps = [
    called === wanted,
    called.startsWith(wanted),
    begins.every(Boolean),
    words.every((word) => called.includes(word)),
    begins.some(Boolean),
  ]
  const step = steps.indexOf(true)
  return step < 0 ? steps.length : step
}
