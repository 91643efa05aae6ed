export const History = () => null
export const HistoryEntry = () => null
