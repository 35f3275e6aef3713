import * as z from 'zod/mini'
import { CLIENT_KINDS, CLIENT_SCOPES } from './actions.ts'
import { Reference } from './network.ts'
import { Id } from './text.ts'

const Moment = z.iso.datetime()
const Name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))
/** Scheme, host and port, as browsers send it. */
const Origin = z.string().check(z.minLength(1), z.maxLength(200))
const OauthId = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[\x21-\x7e]+$/))

export const ApiKey = z.object({
  /** The part that may be shown and logged. */
  prefix: z.string(),
  kind: z.enum(['secret', 'publishable']),
  /** A publishable key whole; null for a secret one, which is shown only when it is made. */
  key: z.nullable(z.string()),
  createdAt: Moment,
  expiresAt: z.nullable(Moment),
  revokedAt: z.nullable(Moment),
  lastUsedAt: z.nullable(Moment),
  works: z.boolean(),
})

/** An external system. `brands` and `branches` are null where it is not limited. */
export const ApiClient = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  kind: z.enum(CLIENT_KINDS),
  company: Reference,
  scopes: z.array(z.enum(CLIENT_SCOPES)),
  brands: z.nullable(z.array(Reference)),
  branches: z.nullable(z.array(Reference)),
  origins: z.array(z.string()),
  oauthClientId: z.nullable(z.string()),
  createdAt: Moment,
  expiresAt: z.nullable(Moment),
  revokedAt: z.nullable(Moment),
  works: z.boolean(),
  keys: z.array(ApiKey),
})
export type ApiClient = z.infer<typeof ApiClient>
export const ApiClients = z.object({ items: z.array(ApiClient) })

/** The client after a key was made. The secret is in the first answer only; a repeat of the request has null. */
export const ApiClientWithKey = z.object({ ...ApiClient.shape, secretKey: z.nullable(z.string()) })

const shared = {
  scopes: z.array(z.enum(CLIENT_SCOPES)).check(z.minLength(1)),
  brandIds: z.optional(z.nullable(z.array(Id).check(z.minLength(1), z.maxLength(100)))),
  branchIds: z.optional(z.nullable(z.array(Id).check(z.minLength(1), z.maxLength(500)))),
  origins: z.optional(z.array(Origin).check(z.maxLength(50))),
  oauthClientId: z.optional(z.nullable(OauthId)),
  expiresAt: z.optional(z.nullable(Moment)),
}
export const CreateApiClient = z.strictObject({
  ...{ name: Name, kind: z.enum(CLIENT_KINDS), companyId: z.optional(Id) },
  ...shared,
})
export const ChangeApiClient = z.strictObject({
  ...{ name: z.optional(Name), kind: z.optional(z.enum(CLIENT_KINDS)) },
  ...{ ...shared, scopes: z.optional(shared.scopes) },
})
/** A new key; the ones of its kind before it work for so many hours more. */
export const RotateKey = z.strictObject({
  overlapHours: z._default(z.int().check(z.minimum(0), z.maximum(720)), 24),
  kind: z._default(z.enum(['secret', 'publishable']), 'secret'),
})
