import { isStaffMember } from '../domain/person'
import { readIdentity } from '../store/identity'
import { choose, type Language } from '../ui/words/languages'
import type { Reader } from './shell-cache'

/** For whom the shell is made: whoever was signed in last on this phone. */
export async function readerHere(): Promise<Reader> {
  const known = await readIdentity().catch(() => null)
  return { language: await languageHere(), isStaff: known?.me ? isStaffMember(known.me) : false }
}

/** The language of whoever was signed in last on this phone, else one of the browser's. */
export async function languageHere(): Promise<Language> {
  const known = await readIdentity().catch(() => null)
  return choose([known?.me?.language, ...navigator.languages])
}
