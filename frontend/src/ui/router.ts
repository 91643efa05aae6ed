import { computed, signal } from '@preact/signals'

export interface Place {
  readonly path: string
  readonly query: URLSearchParams
}

export type Params = Readonly<Record<string, string>>

/** Paths that the server answers itself; a link to one of them leaves the app. */
const SERVER_PATHS = /^\/(api|_allauth|admin|assets|healthz|readyz|static|media)(\/|$)/

/** The place that an address names. E-mails and notifications ask for a number with `/?note`, which tells nobody of what. */
export function placeOf({ pathname, search }: { pathname: string; search: string }): Place {
  const query = new URLSearchParams(search)
  return { path: query.has('note') ? '/log-pain' : normalise(pathname), query }
}

const read = () => placeOf(location)

function normalise(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** Where the person is in the app. */
export const place = signal<Place>({ path: '/', query: new URLSearchParams() })
export const path = computed(() => place.value.path)

/** True once the person has moved inside the app, so that "back" has somewhere of ours to go. */
let moved = false

/** Goes to another screen of the app. `replace` leaves no way back to the present one. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  moved = true
  place.value = read()
}

/** Goes back when the last screen was ours, and to `fallback` when the app was opened right here. */
export function back(fallback: string): void {
  if (moved && history.length > 1) history.back()
  else go(fallback, { replace: true })
}

/**
 * Holds a path against a pattern such as `/session/:assignment`.
 *
 * @returns the named parts, or null where it does not fit
 */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? ''
    if (part.startsWith(':') && value) params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return params
}

function isOurs(link: HTMLAnchorElement): boolean {
  const plain = !link.target && !link.hasAttribute('download') && link.origin === location.origin
  return plain && !SERVER_PATHS.test(link.pathname)
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element | null)?.closest?.('a[href]')
  if (!(link instanceof HTMLAnchorElement) || !isOurs(link)) return
  if (link.hash && link.pathname === location.pathname) return
  event.preventDefault()
  go(link.pathname + link.search)
}

/** Starts listening to links and to the browser's back and forward. */
export function startRouter(): void {
  place.value = read()
  addEventListener('popstate', () => {
    place.value = read()
  })
  document.addEventListener('click', followLink)
}
