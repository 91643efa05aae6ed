import { readIdentity } from '../store/identity'
import { choose, type Language } from '../ui/words/languages'

/** The language of whoever was signed in last on this phone, else one of the browser's. */
export async function languageHere(): Promise<Language> {
  const known = await readIdentity().catch(() => null)
  return choose([known?.me?.language, ...navigator.languages])
}
