interface Files {
  files: string[]
  /** The files with the words of each language. */
  words: Record<string, string[]>
}

/** Put in by the build: the files of the offline shell, those of the staff's screens, and a version that changes with any. */
declare const __SHELL__: Files & { version: string; staff: Files }

/** Who uses this phone, as far as its shell goes. */
export interface Reader {
  readonly language: string
  /** Whether the staff's screens are among what is kept. */
  readonly isStaff: boolean
}

const PREFIX = 'shell-'
const NAME = PREFIX + __SHELL__.version
const FILES = new Set(
  [__SHELL__, __SHELL__.staff].flatMap(({ files, words }) => [files, ...Object.values(words)].flat()),
)

/** What the server answers itself and the app never sees: everything else is a page of the app. */
const SERVER = /^\/(api|u|_allauth|admin|static|healthz|readyz)(\/|$)|\.[a-z0-9]+$/i

function namesFor({ language, isStaff }: Reader): string[] {
  const parts = isStaff ? [__SHELL__, __SHELL__.staff] : [__SHELL__]
  return parts.flatMap(({ files, words }) => [...files, ...(words[language] ?? [])])
}

/** Fetches the whole shell, with the words of one language; if a single file is missing none of it counts. */
export async function fillShell(reader: Reader): Promise<void> {
  const cache = await caches.open(NAME)
  await cache.addAll(namesFor(reader).map(requestOf))
}

/** Keeps what a reader needs besides: the words of another language, the staff's screens. What is there is not fetched again. */
export async function fillUp(reader: Reader): Promise<void> {
  const cache = await caches.open(NAME)
  const names = namesFor(reader)
  const found = await Promise.all(names.map((name) => cache.match(name, { ignoreVary: true })))
  await cache.addAll(names.filter((_, index) => !found[index]).map(requestOf))
}

/**
 * Past the browser's own cache, since an old index.html would name scripts that are no longer there; but an asset's name
 * changes with its content, so what the page has loaded is not fetched twice.
 */
function requestOf(file: string): Request {
  return new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'reload' })
}

/** Removes the shells of former versions. */
export async function dropOldShells(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)),
  )
}

/** The answer from the shell to a request, or null for what is the network's business. */
export function fromShell(request: Request, origin: string): Promise<Response> | null {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return null
  if (request.mode === 'navigate') return SERVER.test(url.pathname) ? null : cached('/', request)
  return FILES.has(url.pathname) ? cached(url.pathname, request) : null
}

async function cached(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME)
  return (await cache.match(file, { ignoreVary: true })) ?? fetch(request)
}
