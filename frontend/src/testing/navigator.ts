/** Node has a navigator since its version 21; with an older one the tests stand in for it. What it lacks is asked for anyway. */
if (typeof navigator === 'undefined') {
  const value = { languages: ['en-US'], language: 'en-US' }
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true, writable: true })
}

export {}
