import { isIPv4, isIPv6 } from 'node:net'

/**
 * What an address is counted by. One customer of a provider holds a whole IPv6 /64 (RFC 6177) and may speak from any
 * address in it, so that is one caller; an IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) is that IPv4 address. What
 * is no address is taken as it stands.
 */
export function addressKey(address: string): string {
  const [bare = ''] = address.split('%')
  if (isIPv4(bare) || !isIPv6(bare)) return bare
  const groups = groupsOf(bare)
  const [high = 0, low = 0] = groups.slice(6)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (mapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const network = groups.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** The eight groups of an IPv6 address, however it is written: the parser of addresses knows every spelling. */
function groupsOf(address: string): number[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before = '', after] = written.split('::')
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const start = read(before)
  const end = after === undefined ? [] : read(after)
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end]
}
