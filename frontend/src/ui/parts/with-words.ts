import { needWords } from '../words'
import type { Bundle } from '../words/files'

/** Brings code and its words side by side; it is here once both are. */
export function withWords<T>(words: Bundle, fetchCode: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [code] = await Promise.all([fetchCode(), needWords(words)])
    return code
  }
}
