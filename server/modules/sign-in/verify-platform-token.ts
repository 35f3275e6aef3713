import type { KeyObject } from 'node:crypto'
import { jwtVerify } from 'jose'

const USER = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier'
const HASHID = /^[\w.:-]{1,64}$/

/**
 * Whose access token of the platform this is, by their hashid: RS256 by the configured key alone, of the configured
 * issuer, not expired, to the second. It names neither key nor audience (identity.md §4), so nothing inside it chooses
 * how it is checked. Throws where anything does not fit.
 */
export async function verifyPlatformToken(
  token: string,
  { publicKey, issuer }: { publicKey: KeyObject; issuer: string },
  now: Date,
): Promise<string> {
  const { payload } = await jwtVerify(token, publicKey, {
    ...{ algorithms: ['RS256'], issuer, currentDate: now, clockTolerance: 0 },
    requiredClaims: ['exp', USER],
  })
  // A token for changing a password or for a second factor is signed in another way; should one not be, it is none.
  if (payload.TokenPurpose !== undefined) throw new Error('the token is for something else')
  const user = payload[USER]
  if (typeof user !== 'string' || !HASHID.test(user)) throw new Error('the token names nobody')
  return user
}
