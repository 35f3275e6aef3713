import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Row } from './platform-network.ts'

const NAMES = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'
export const USER_CLAIM = `${NAMES}nameidentifier`
export const ISSUER = 'platform-identity'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Making one takes a while. */
export const platformKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The claims of an access token: full URIs as names, no `aud`, `iat`, `jti`; times in seconds. */
export function accessClaims(user: Row, { external, expires }: { external: boolean; expires: number }) {
  return {
    [USER_CLAIM]: user.ID,
    [`${NAMES}name`]: user.Username,
    [`${NAMES}givenname`]: user.FullName,
    ExternalToken: String(external),
    ...{ exp: expires, iss: ISSUER },
  }
}

export function signRs256(claims: unknown, key: KeyObject, header: object = {}): string {
  const head = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part(claims)}`
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`
}

export function signHmac(claims: unknown, secret: Buffer | string, bits: 256 | 512): string {
  const head = `${part({ alg: `HS${bits}`, typ: 'JWT' })}.${part(claims)}`
  return `${head}.${createHmac(`sha${bits}`, secret).update(head).digest('base64url')}`
}

export const unsigned = (claims: unknown) => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`

/** What a token says, unproven. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
