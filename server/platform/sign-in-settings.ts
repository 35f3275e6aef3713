import { type Setting, text, webAddress, wholeNumber } from './setting-kinds.ts'

/** Settings of who signs in and how. */
export const signInSettings = {
  OIDC_ISSUER: {
    schema: webAddress,
    description: 'Identity System: OpenID Connect issuer',
    fallbackText: 'the reference Identity System in demo mode, else required',
  },
  OIDC_CLIENT_ID: {
    schema: text,
    description: 'Identity System: our client id',
    fallbackText: 'required with OIDC_ISSUER',
  },
  OIDC_CLIENT_SECRET: {
    schema: text,
    secret: true,
    description: 'Identity System: our client secret',
    fallbackText: 'required with OIDC_ISSUER',
  },
  STEP_UP_MINUTES: {
    schema: wholeNumber(1, 1440),
    description:
      'Minutes after signing in in which keys, settings and exports may be touched without signing in again',
    fallback: '15',
  },
  FIRST_ADMINISTRATOR: {
    schema: text.max(200),
    description:
      'Id or e-mail of one person of the distributor who is an administrator whatever roles may do',
    fallbackText: 'nobody',
  },
} satisfies Record<string, Setting>
