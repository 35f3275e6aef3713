import type { z } from 'zod'
import type { settingsTable } from './settings-table.ts'
import { faultOfKey, faultOfSecret, isPlaceholder } from './weak-secret.ts'

type Given = { [Name in keyof typeof settingsTable]?: z.output<(typeof settingsTable)[Name]['schema']> }

/** Where secrets and codes travel: in the clear only within one machine (docs/decisions/0064). */
const ENCRYPTED = [
  ...(['PUBLIC_URL', 'OIDC_ISSUER', 'OAUTH_ISSUER', 'DIRECTORY_FEED_URL', 'DIRECTORY_CHANGES_URL'] as const),
  ...(['PLATFORM_URL', 'PLATFORM_FRONT_END'] as const),
]
const TOKENS = ['OIDC_CLIENT_SECRET', 'DIRECTORY_FEED_TOKEN'] as const
const PASSWORDS_IN = ['DATABASE_URL', 'DATABASE_ADMIN_URL', 'DATABASE_DIRECT_URL', 'SMTP_URL'] as const

/** What must not be outside demo mode, one line each; never shows a secret. */
export function unfitForProduction(given: Given): string[] {
  return [...travelsInTheClear(given), ...weakSecrets(given)]
}

/** Why a demo, whose logins are no secret, must not be started with these settings; one line each. */
export function unfitForDemo(given: Given): string[] {
  const reasons: string[] = []
  const refuse = (name: keyof Given, why: string) =>
    reasons.push(`${name} ${why}: demo mode is for this machine only; set DEMO=0, or take it away`)
  if (isElsewhere(given.PUBLIC_URL)) refuse('PUBLIC_URL', 'is an address of another machine')
  for (const name of ['OIDC_ISSUER', 'OAUTH_ISSUER', 'PLATFORM_URL', 'PLATFORM_FRONT_END'] as const) {
    if (isElsewhere(given[name])) refuse(name, 'names a real Identity System')
  }
  if (isElsewhere(given.DIRECTORY_FEED_URL)) refuse('DIRECTORY_FEED_URL', 'names a real directory')
  return reasons
}

/** localhost, 127.0.0.0/8 and ::1 (RFC 6761, RFC 1122, RFC 4291): what is sent there leaves no machine. */
export function isThisMachine(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname)
}

const isElsewhere = (address: string | undefined) => address !== undefined && !isThisMachine(address)

function travelsInTheClear(given: Given): string[] {
  return ENCRYPTED.filter((name) => given[name]?.startsWith('http:') && isElsewhere(given[name])).map(
    (name) => `${name} must begin with https: outside demo mode`,
  )
}

function weakSecrets(given: Given): string[] {
  const faults: string[] = []
  const blame = (name: keyof Given, fault: string | null) => {
    if (fault !== null) faults.push(`${name} ${fault}`)
  }
  if (given.SECRET_KEY !== undefined) blame('SECRET_KEY', faultOfKey(given.SECRET_KEY))
  for (const name of TOKENS) {
    const secret = given[name]
    if (secret !== undefined) blame(name, faultOfSecret(secret))
  }
  for (const token of given.SCIM_TOKEN ?? []) blame('SCIM_TOKEN', faultOfSecret(token))
  const notices = given.DIRECTORY_NOTICE_SECRET
  if (notices !== undefined) blame('DIRECTORY_NOTICE_SECRET', faultOfNoticeKey(notices))
  if (isPlaceholder(given.PLATFORM_PASSWORD ?? '')) blame('PLATFORM_PASSWORD', PASSWORD_FAULT)
  for (const name of PASSWORDS_IN) if (isPlaceholder(passwordIn(given[name]))) blame(name, PASSWORD_FAULT)
  return [...new Set(faults)]
}

const PASSWORD_FAULT = 'has a password that is a placeholder from an example: give one of your own'

/** The setting is base64; what it holds, and how it is written, are both looked at. */
const faultOfNoticeKey = (key: Buffer) =>
  faultOfSecret(key.toString('latin1')) ?? faultOfSecret(key.toString('base64').replace('demo+', 'demo-'))

function passwordIn(address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return ''
  const { password, searchParams } = new URL(address)
  const written = password || (searchParams.get('password') ?? '')
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
