/** A number as people write it, as an address that a phone dials (RFC 3966): figures, a leading plus, and star or hash. */
export function callHref(phone: string): string {
  const latin = phone.normalize('NFKC')
  return `tel:${latin.trim().startsWith('+') ? '+' : ''}${latin.replace(/[^\d*#]/g, '').replaceAll('#', '%23')}`
}
