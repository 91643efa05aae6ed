import { Offline, Problem, Throttled } from '../../api/errors'
import { t } from './index'

/** What went wrong with asking the server, for a person to read: the server's own words where it has some. */
export function problemWords(error: unknown): string {
  if (error instanceof Offline) return t('problem.offline')
  if (error instanceof Throttled) return error.body.detail || t('problem.busy')
  if (error instanceof Problem && error.status < 500) {
    const fields = Object.values(error.errors).flat()
    return [error.body.detail, ...fields].filter(Boolean).join(' ') || t('problem.server')
  }
  return t('problem.server')
}
