import { z } from 'zod'
import { readPublicKey } from './read-public-key.ts'
import { oneOf, type Setting, text, webAddress, wholeNumber } from './setting-kinds.ts'

const publicKey = text.transform((value, ctx) => {
  const key = readPublicKey(value)
  if (key) return key
  ctx.addIssue('must be an RSA public key of at least 2048 bits, in PEM or base64')
  return z.NEVER
})
const redirectPath = z
  .string()
  .regex(/^(?:\/[\w.~-]+)*$/, 'must be a path without a slash at the end, such as /auth/platform')

/** Settings of who signs in and how. */
export const signInSettings = {
  SIGN_IN: {
    schema: oneOf(['oidc', 'platform']),
    description:
      'How staff sign in: at an OpenID provider, or at the platform’s Identity System by its own flow',
    fallback: 'oidc',
  },
  PLATFORM_FRONT_END: {
    schema: webAddress,
    description: 'The platform’s Identity System: address of its pages, where people sign in',
    fallbackText: 'required with SIGN_IN=platform',
  },
  PLATFORM_APP_ID: {
    schema: text.max(200),
    description: 'The platform’s Identity System: the AppId under which we are registered, without a secret',
    fallbackText: 'required with SIGN_IN=platform',
  },
  PLATFORM_PUBLIC_KEY: {
    schema: publicKey,
    description: 'The platform’s Identity System: RSA public key of its tokens, in PEM or base64',
    fallbackText: 'required with SIGN_IN=platform',
  },
  PLATFORM_ISSUER: {
    schema: text.max(300),
    description: 'The platform’s Identity System: the issuer (iss) that its tokens name',
    fallbackText: 'required with SIGN_IN=platform',
  },
  PLATFORM_REDIRECT_PATH: {
    schema: redirectPath,
    description: 'The path of our RedirectUri there; answers come to it with /Auth/Token behind',
    fallback: '/auth/platform',
  },
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
    fallbackText: 'required with OIDC_ISSUER, unless OIDC_CLIENT_AUTH=private_key_jwt',
  },
  OIDC_CLIENT_AUTH: {
    schema: oneOf(['post', 'basic', 'private_key_jwt']),
    description:
      'How we prove to the Identity System who we are: secret in the form, in the header, or a signature',
    fallback: 'post',
  },
  OIDC_CLIENT_KEY: {
    schema: text.includes('PRIVATE KEY', 'must be a private key in PEM (PKCS #8)'),
    secret: true,
    description: 'Our private key in PEM (RSA or EC P-256), for OIDC_CLIENT_AUTH=private_key_jwt',
    fallbackText: 'required with private_key_jwt',
  },
  OIDC_SCOPES: {
    schema: text.regex(
      /^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/,
      'must begin with openid, separated by one space',
    ),
    description: 'What we ask the Identity System for; add what brings the claim of OIDC_USER_CLAIM',
    fallback: 'openid',
  },
  OIDC_USER_CLAIM: {
    schema: text.max(200),
    description:
      'The claim that says who it is: sub, oid, preferred_username, email (only where verified), …',
    fallback: 'sub',
  },
  OIDC_USER_MATCH: {
    schema: oneOf(['id', 'email']),
    description: 'What that claim is in the directory: the id of a user, or the e-mail address',
    fallback: 'id',
  },
  OAUTH_ISSUER: {
    schema: webAddress,
    description: 'Who gives API clients their access tokens (OAuth 2 client credentials)',
    fallbackText: 'OIDC_ISSUER',
  },
  OAUTH_AUDIENCE: {
    schema: text.max(300),
    description: 'The audience that such a token must name',
    fallbackText: 'PUBLIC_URL',
  },
  SESSION_IDLE_MINUTES: {
    schema: wholeNumber(5, 10080),
    description: 'Minutes without a request after which staff sign in again; at most SESSION_HOURS',
    fallbackText: '720, or SESSION_HOURS where that is less',
  },
  SESSION_HOURS: {
    schema: wholeNumber(1, 720),
    description: 'Hours after which staff sign in again, however busy they are',
    fallback: '168',
  },
  STEP_UP_MINUTES: {
    schema: wholeNumber(1, 1440),
    description:
      'Minutes after signing in in which keys, settings and exports may be touched without signing in again; at most SESSION_HOURS',
    fallback: '15',
  },
  FIRST_ADMINISTRATOR: {
    schema: text.max(200),
    description:
      'Id or e-mail of one person of the distributor who is an administrator whatever roles may do',
    fallbackText: 'nobody',
  },
} satisfies Record<string, Setting>
