const HOME = '/staff'

/**
 * The place to go to after signing in: always ours, whatever was asked for. Written as a full address, so that no
 * path can be taken for another host; the sign-in itself is no place to return to.
 */
export function returnAddress(wanted: unknown, publicUrl: string): string {
  const home = new URL(HOME, publicUrl)
  if (typeof wanted !== 'string' || wanted.length > 2000 || !wanted.startsWith('/')) return home.href
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and then read something else
  if (/[\\\u0000-\u001f]/.test(wanted)) return home.href
  const address = URL.parse(wanted, publicUrl)
  if (!address || address.origin !== home.origin || address.pathname.startsWith('/auth/')) return home.href
  return address.href
}
