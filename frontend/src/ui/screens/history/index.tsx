export { HistoryEntry } from './entry'
export { History } from './list'
