import { createHttp, type Http } from '../api/http'
import { flushInBackground } from '../sync/background'
import { languageHere } from './language'

interface CookieReader {
  get(name: string): Promise<{ value: string } | null>
}

/** The server as the worker talks to it; null where this browser's worker cannot read the CSRF token. */
export function workerHttp(): Http | null {
  const { cookieStore } = self as unknown as { cookieStore?: CookieReader }
  return cookieStore
    ? createHttp({
        language: languageHere,
        csrf: async () => (await cookieStore.get('csrftoken'))?.value ?? null,
      })
    : null
}

/** One round for whoever was signed in last. Without the token nothing can be sent from here; the page will do it. */
export async function flush(): Promise<void> {
  const http = workerHttp()
  if (http) await flushInBackground(http, new Date())
}
