/** Makes a new UUID for something that begins at `now`. */
export type Ids = (now: Date) => string

/**
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance. Sorting by id sorts by time, which keeps the
 * server's index compact.
 *
 * @param fill puts 10 random bytes into the array it is given (`crypto.getRandomValues` in a browser).
 */
export function makeIds(fill: (bytes: Uint8Array<ArrayBuffer>) => unknown): Ids {
  return (now) => {
    const chance = new Uint8Array(10)
    fill(chance)
    const time = now.getTime().toString(16).padStart(12, '0').slice(-12)
    chance[0] = ((chance[0] ?? 0) & 0x0f) | 0x70
    chance[2] = ((chance[2] ?? 0) & 0x3f) | 0x80
    const hex = time + Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
}
