import { Offline, Problem, SignedOut } from '../../../api/errors'
import { problemWords } from '../../words/problems'
import { t } from './words'

/** What went wrong with asking the server, and what helps: a network, trying again, signing in, or nothing. */
export interface Trouble {
  readonly words: string
  readonly helps: 'network' | 'again' | 'sign-in' | 'second-step' | 'nothing'
  /** Messages by the name of the field that they are about. */
  readonly fields: Readonly<Record<string, string>>
}

function firsts(errors: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([field, messages]) => [field, messages.join(' ')]))
}

/** What to say besides the messages at the fields: never the same twice. */
function beside(fields: Readonly<Record<string, string>>, detail: string | undefined): string {
  return detail && !Object.values(fields).includes(detail) ? detail : t('trouble.fields')
}

/** What an error means to the person at the desk. */
export function troubleOf(error: unknown): Trouble {
  const fields = error instanceof Problem ? firsts(error.errors) : {}
  if (error instanceof Offline) return { words: t('trouble.offline'), helps: 'network', fields }
  if (error instanceof SignedOut) return { words: t('trouble.signed.out'), helps: 'sign-in', fields }
  if (error instanceof Problem && error.body.code === 'second_factor_required')
    return { words: t('trouble.second.step'), helps: 'second-step', fields }
  if (error instanceof Problem && error.status === 404)
    return { words: t('trouble.unknown'), helps: 'nothing', fields }
  if (error instanceof Problem && Object.keys(fields).length > 0)
    return { words: beside(fields, error.body.detail), helps: 'nothing', fields }
  return { words: problemWords(error), helps: 'again', fields }
}
