import { cookieIn, createHttp, type Http } from './http'

/** The wrapper for a page: the CSRF token comes from its cookie, answers come in the language on screen. */
export function createPageHttp(language: () => string): Http {
  return createHttp({ language, csrf: async () => cookieIn(document.cookie, 'csrftoken') })
}
