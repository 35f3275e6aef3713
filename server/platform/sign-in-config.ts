import type { KeyObject } from 'node:crypto'
import type { z } from 'zod'
import type { directorySettings } from './directory-settings.ts'
import type { signInSettings } from './sign-in-settings.ts'

type Table = typeof signInSettings & Pick<typeof directorySettings, 'PLATFORM_URL'>
type Given = { [Name in keyof Table]?: z.output<Table[Name]['schema']> }

/** How staff sign in: at any OpenID provider, or at the platform's Identity System, which has a flow of its own. */
export type SignInConfig =
  | { kind: 'oidc' }
  | {
      kind: 'platform'
      /** Below it stands `api/Auth/…`. Without a slash at the end. */
      url: string
      /** Where people sign in there. Without a slash at the end. */
      frontEnd: string
      appId: string
      /** Signs its access tokens (RS256). */
      publicKey: KeyObject
      issuer: string
      /** Our path that is registered there as the app's RedirectUri; `/Auth/Token` follows. */
      redirectPath: string
    }

const PLATFORM_NEEDS = [
  ...(['PLATFORM_URL', 'PLATFORM_FRONT_END', 'PLATFORM_APP_ID'] as const),
  ...(['PLATFORM_PUBLIC_KEY', 'PLATFORM_ISSUER'] as const),
] as const

export function signInConfig(given: Given): SignInConfig {
  if (given.SIGN_IN !== 'platform' || !given.PLATFORM_PUBLIC_KEY) return { kind: 'oidc' }
  const bare = (address: string | undefined) => address?.replace(/\/$/, '') ?? ''
  return {
    ...{ kind: 'platform', url: bare(given.PLATFORM_URL), frontEnd: bare(given.PLATFORM_FRONT_END) },
    ...{ appId: given.PLATFORM_APP_ID ?? '', issuer: given.PLATFORM_ISSUER ?? '' },
    ...{
      publicKey: given.PLATFORM_PUBLIC_KEY,
      redirectPath: given.PLATFORM_REDIRECT_PATH ?? '/auth/platform',
    },
  }
}

/** What the chosen way of signing in lacks. */
export function missingForSignIn(given: Given): string[] {
  const proof = given.OIDC_CLIENT_AUTH === 'private_key_jwt' ? 'OIDC_CLIENT_KEY' : 'OIDC_CLIENT_SECRET'
  const names =
    given.SIGN_IN === 'platform' ? PLATFORM_NEEDS : (['OIDC_ISSUER', 'OIDC_CLIENT_ID', proof] as const)
  return names.filter((name) => given[name] === undefined)
}

/** How long a session lives: unused, and in any case. */
export function sessionConfig(given: Given): { idleMinutes: number; hours: number } {
  const hours = given.SESSION_HOURS ?? 168
  return { hours, idleMinutes: given.SESSION_IDLE_MINUTES ?? Math.min(720, hours * 60) }
}

/** Limits that could never be reached, as the session has ended before: whoever set them meant something else. */
export function sessionFaults(given: Given): string[] {
  const { hours } = sessionConfig(given)
  const names = ['SESSION_IDLE_MINUTES', 'STEP_UP_MINUTES'] as const
  return names
    .filter((name) => (given[name] ?? 0) > hours * 60)
    .map((name) => `${name} is longer than a session, which SESSION_HOURS ends after ${hours * 60} minutes`)
}
