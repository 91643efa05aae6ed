import type { Rolldown } from 'vite'
import { wordsChunk } from './words.ts'

type ModuleInfo = NonNullable<ReturnType<Rolldown.ChunkingContext['getModuleInfo']>>

const STAFF =
  /\/src\/ui\/screens\/(caseload|patient|prescribe|invite|clinic|settings\/work|summaries\/caseload)[/.]/
const PLAYER = /\/src\/ui\/screens\/session\//
const LATE = /\/src\/ui\/(screens\/today\/|screens\/reminders\/offer|state\/push)/
const SEEN_FIRST = new Set(['shared', 'staff'])
const SIGN_IN = /\/src\/ui\/screens\/signin\//

/**
 * The file that a module goes into. A phone with a weak signal is better served by few files: what Today needs is one, the
 * player, the other screens of a patient, those of staff and what comes late on a screen are one each, and what several of them
 * use is one, with the sign-in, which needs it at once.
 */
export function chunkOf(id: string, context: Rolldown.ChunkingContext): string {
  const places = [...placesOf(id, context, new Set())]
  // What the bundler adds itself is needed by everything.
  if (places.length === 0 || places.includes('app')) return 'app'
  if (places.length === 1) return places[0] ?? 'app'
  return places.includes('late') && !places.some((place) => SEEN_FIRST.has(place)) ? 'late' : 'shared'
}

/** From where a module is needed: what is imported by name is needed with its importer, what is opened later by itself. */
function placesOf(id: string, context: Rolldown.ChunkingContext, seen: Set<string>): Set<string> {
  const places = new Set<string>()
  const open = [id]
  for (const next of open) {
    if (seen.has(next)) continue
    seen.add(next)
    const info = context.getModuleInfo(next)
    if (!info) continue
    const place = opened(info)
    if (place) places.add(place)
    open.push(...info.importers)
  }
  return places
}

function opened(info: ModuleInfo): string | null {
  if (info.isEntry) return 'app'
  if (info.dynamicImporters.length === 0) return null
  const words = wordsChunk(info.id)
  if (words) return words
  if (STAFF.test(info.id)) return 'staff'
  if (LATE.test(info.id)) return 'late'
  if (PLAYER.test(info.id)) return 'player'
  return SIGN_IN.test(info.id) ? 'shared' : 'patient'
}
