import { careTeamApi } from './care-team'
import { caseloadApi } from './caseload'
import { createClient } from './client'
import { flagsApi } from './flags'
import type { Http } from './http'
import { invitationsApi } from './invitations'
import { offeredApi, prescribingApi } from './prescribing'
import { recordApi } from './record'

/** What a therapist's screens ask of the server; of all its answers only the last caseload is kept on the device. */
export function createTherapistApi(http: Http) {
  const client = createClient(http)
  return {
    following: client.following,
    ...caseloadApi(client),
    ...recordApi(client),
    ...offeredApi(client),
    ...prescribingApi(client),
    ...flagsApi(client),
    ...careTeamApi(client),
    ...invitationsApi(client),
  }
}
