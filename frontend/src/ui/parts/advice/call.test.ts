import { expect, it } from 'vitest'
import { callHref } from './call'

it.each([
  ['+44 20 7946 0018', 'tel:+442079460018'],
  ['(030) 901 820-0', 'tel:0309018200'],
  ['112', 'tel:112'],
  [' +1/555/0100 ', 'tel:+15550100'],
  ['*31#', 'tel:*31%23'],
])('a phone dials %s', (written, dialled) => expect(callHref(written)).toBe(dialled))
