import { cookieIn, createHttp, type Http } from './http'

/** The wrapper for a page: the CSRF token comes from its cookie. */
export function createPageHttp(): Http {
  return createHttp({ csrf: async () => cookieIn(document.cookie, 'csrftoken') })
}
