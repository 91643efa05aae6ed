import type { CredentialCreation, CredentialRequest } from './headless'

/**
 * The browser's part of a passkey. `PublicKeyCredential.parse…FromJSON` and `toJSON` do the same, but
 * phones from before 2025 lack them, so the few fields are turned by hand.
 */

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/**
 * Shows a passkey to the server's challenge.
 *
 * @returns the credential as JSON, or null when the person closed the dialogue.
 */
export function showPasskey({ publicKey }: CredentialRequest): Promise<object | null> {
  const { challenge, allowCredentials, ...rest } = publicKey
  const asked = { ...rest, challenge: bytesOf(challenge), allowCredentials: allowCredentials?.map(described) }
  return ceremony(() => navigator.credentials.get({ publicKey: asked as PublicKeyCredentialRequestOptions }))
}

/**
 * Makes a new passkey on this device.
 *
 * @returns the credential as JSON, or null when the person closed the dialogue.
 */
export function makePasskey({ publicKey }: CredentialCreation): Promise<object | null> {
  const { challenge, user, excludeCredentials, ...rest } = publicKey
  const binary = { challenge: bytesOf(challenge), user: { ...user, id: bytesOf(user.id) } }
  const asked = { ...rest, ...binary, excludeCredentials: excludeCredentials?.map(described) }
  return ceremony(() =>
    navigator.credentials.create({ publicKey: asked as PublicKeyCredentialCreationOptions }),
  )
}

async function ceremony(start: () => Promise<Credential | null>): Promise<object | null> {
  try {
    return asJson((await start()) as PublicKeyCredential | null)
  } catch (error) {
    // Closed, timed out or refused by the person: browsers do not tell these apart.
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null
    throw error
  }
}

const described = (known: { id: string }) => ({ ...known, id: bytesOf(known.id) })

function asJson(credential: PublicKeyCredential | null): object | null {
  if (!credential) return null
  const { id, type, rawId, response, authenticatorAttachment } = credential
  const proof: Record<string, unknown> = { clientDataJSON: textOf(response.clientDataJSON) }
  for (const field of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    const value = (response as unknown as Record<string, unknown>)[field]
    if (value instanceof ArrayBuffer) proof[field] = textOf(value)
  }
  if ('getTransports' in response)
    proof.transports = (response as AuthenticatorAttestationResponse).getTransports()
  const clientExtensionResults = credential.getClientExtensionResults()
  return { id, type, rawId: textOf(rawId), response: proof, authenticatorAttachment, clientExtensionResults }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text.replace(/-/g, '+').replace(/_/g, '/')
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

function textOf(bytes: ArrayBuffer): string {
  const letters = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
