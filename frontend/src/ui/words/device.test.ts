import { describe, expect, it } from 'vitest'
import { browserName, deviceKind } from './device'

const PIXEL = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36'
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1'
const EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0'

describe('a device by its browser', () => {
  it('tells phones, tablets and computers apart', () => {
    expect([PIXEL, IPAD, EDGE].map(deviceKind)).toEqual(['phone', 'tablet', 'computer'])
  })

  it('names the browser', () => {
    expect([PIXEL, IPAD, EDGE].map(browserName)).toEqual(['Chrome', 'Safari', 'Edge'])
  })
})
