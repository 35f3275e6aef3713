import type { Config } from '../../platform/config.ts'
import type { Network } from '../directory/index.ts'

/** Claims of the ID token, and of the userinfo answer where the ID token does not have the claim. */
export type Claims = Readonly<Record<string, unknown>>
export type Match = { userId: string } | { userId: string | null; refused: MatchRefusal }
export type MatchRefusal =
  | 'claim-missing'
  | 'email-unverified'
  | 'unknown-user'
  | 'ambiguous-user'
  | 'inactive-user'
export type MatchRule = Pick<Config['oidc'], 'userClaim' | 'userMatch'>

const LONGEST = 255
// Some providers say it as a word.
const isTrue = (value: unknown) => value === true || value === 'true'

/**
 * Which user of the directory the claims speak of. The claim must be a text; an e-mail address counts only where the
 * provider says that it has verified this very address (OpenID Connect Core 5.1), whichever claim it stands in, and only
 * where exactly one active user has it, in any case of letters.
 */
export function matchUser(network: Network, claims: Claims, rule: MatchRule): Match {
  const value = claims[rule.userClaim]
  if (typeof value !== 'string' || value === '' || value.length > LONGEST) {
    return { userId: null, refused: 'claim-missing' }
  }
  if ((rule.userClaim === 'email' || rule.userMatch === 'email') && !isVerified(value, claims)) {
    return { userId: null, refused: 'email-unverified' }
  }
  if (rule.userMatch === 'id') {
    const user = network.users.get(value)
    if (!user) return { userId: null, refused: 'unknown-user' }
    return user.active ? { userId: user.id } : { userId: user.id, refused: 'inactive-user' }
  }
  const wanted = value.toLowerCase()
  const found = [...network.users.values()].filter((user) => user.email?.toLowerCase() === wanted)
  const active = found.filter((user) => user.active)
  if (active.length > 1) return { userId: null, refused: 'ambiguous-user' }
  if (active[0]) return { userId: active[0].id }
  return found[0]
    ? { userId: found[0].id, refused: 'inactive-user' }
    : { userId: null, refused: 'unknown-user' }
}

/** Some claims are what people typed about themselves (preferred_username): what the provider verified is `email`. */
function isVerified(address: string, { email, email_verified }: Claims): boolean {
  return isTrue(email_verified) && typeof email === 'string' && email.toLowerCase() === address.toLowerCase()
}
