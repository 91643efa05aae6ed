import { type Ids, makeIds } from '../domain/ids'

/** New ids with this phone's own chance. */
export const ids: Ids = makeIds((bytes) => crypto.getRandomValues(bytes))
