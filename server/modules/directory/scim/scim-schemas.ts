import SCIMMY from 'scimmy'
import type { Resource } from './match-filter.ts'
import { ScimError } from './scim-error.ts'

export const USER_SCHEMA = SCIMMY.Schemas.User.id
export const GROUP_SCHEMA = SCIMMY.Schemas.Group.id
export const ENTERPRISE_SCHEMA = SCIMMY.Schemas.EnterpriseUser.id
export const PATCH_SCHEMA = SCIMMY.Messages.PatchOp.id
export const SEARCH_SCHEMA = SCIMMY.Messages.SearchRequest.id

/**
 * What clients send by default and we have no use for: accepted and dropped at once, never stored. People's home
 * addresses, pictures, certificates, numbers and managers are not ours to keep; passwords least of all.
 */
const NOT_KEPT = [
  ...['password', 'addresses', 'ims', 'photos', 'entitlements', 'roles', 'x509Certificates'],
  ...['nickName', 'profileUrl'],
]
const ENTERPRISE_NOT_KEPT = ['employeeNumber', 'manager']
const { User, Group, EnterpriseUser } = SCIMMY.Schemas

User.truncate(NOT_KEPT)
EnterpriseUser.truncate(ENTERPRISE_NOT_KEPT)
// The library's types name an instance where it takes the class.
User.extend(EnterpriseUser as never)
// Suggestions in RFC 7643; clients have types of their own, and a wrong one is no reason to lose a person.
for (const name of ['emails.type', 'phoneNumbers.type'])
  User.definition.attribute(name).config.canonicalValues = false

const dropped = new Set([
  ...NOT_KEPT.map((name) => name.toLowerCase()),
  ...ENTERPRISE_NOT_KEPT.map((name) => `${ENTERPRISE_SCHEMA}:${name}`.toLowerCase()),
])

/** Is this an attribute that is accepted and dropped? Given by its path up to the first part or selector. */
export function isDropped(path: string): boolean {
  const name = path.toLowerCase()
  return dropped.has(name) || dropped.has(name.split('.')[0] ?? '') || isDroppedPart(name)
}

const isDroppedPart = (name: string) =>
  [...dropped].some((one) => one.startsWith('urn:') && name.startsWith(`${one}.`))

/** What a client sent as a user, checked by the schema: only what is kept. Throws `ScimError`. */
export function readUser(body: unknown): Resource {
  return checked(body, (data) => new User(data, 'in'))
}

export function readGroup(body: unknown): Resource {
  return checked(body, (data) => new Group(data, 'in'))
}

/** Applies one PATCH operation to a user's attributes by the library; the path stands in the operation. */
export async function applyOperation(
  attributes: Resource,
  operation: { op: 'add' | 'remove' | 'replace'; path: string; value?: unknown },
): Promise<Resource> {
  return inScimTerms(async () => {
    const before = new User({ ...attributes, id: 'id', meta: {} }, 'out')
    const patch = new SCIMMY.Messages.PatchOp({ schemas: [PATCH_SCHEMA], Operations: [operation] })
    const after = (await patch.apply(before)) ?? before
    return ownAttributes(JSON.parse(JSON.stringify(after)))
  })
}

/** Does case matter when this attribute is compared (RFC 7643, `caseExact`)? */
export function caseExactness(resource: 'User' | 'Group'): (path: string) => boolean {
  const { definition } = resource === 'User' ? User : Group
  return (path) => {
    if (path === 'id' || path === 'externalId') return true
    try {
      return definition.attribute(path).config.caseExact === true
    } catch {
      return false
    }
  }
}

function checked(body: unknown, make: (data: unknown) => object): Resource {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ScimError(400, 'The body is one JSON object.', 'invalidSyntax')
  // Null means "has none" (RFC 7643, section 2.5).
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  const made = inScimTermsNow(() => make(given))
  return ownAttributes(JSON.parse(JSON.stringify(made)))
}

/** Without what the server says itself. */
function ownAttributes({
  id: _,
  meta: __,
  schemas: ___,
  groups: ____,
  ...attributes
}: Record<string, unknown>): Resource {
  return attributes
}

async function inScimTerms<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    throw asScimError(error)
  }
}

function inScimTermsNow<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw asScimError(error)
  }
}

/** Whatever the library throws at what it was given, the request was wrong. */
function asScimError(error: unknown): ScimError {
  if (error instanceof ScimError) return error
  const message = error instanceof Error ? error.message.slice(0, 300) : 'The request cannot be read.'
  const known = error instanceof SCIMMY.Types.Error ? error : null
  return new ScimError(
    known?.status ?? 400,
    message,
    (known?.scimType as ScimError['scimType']) ?? 'invalidValue',
  )
}

/** /Schemas, /ResourceTypes and /ServiceProviderConfig, with addresses below `base`. */
export function discovery(base: string) {
  const schemas = [User, Group, EnterpriseUser].map(({ definition }) =>
    JSON.parse(JSON.stringify(definition.describe(`${base}/Schemas`))),
  ) as { id: string }[]
  const types = [
    {
      ...{ id: 'User', name: 'User', endpoint: '/Users', description: 'Staff', schema: USER_SCHEMA },
      schemaExtensions: [{ schema: ENTERPRISE_SCHEMA, required: false }],
    },
    { id: 'Group', name: 'Group', endpoint: '/Groups', description: 'Groups of staff', schema: GROUP_SCHEMA },
  ].map((type) => ({
    schemas: [SCIMMY.Schemas.ResourceType.id],
    ...type,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.id}` },
  }))
  const config = {
    schemas: [SCIMMY.Schemas.ServiceProviderConfig.id],
    ...{ patch: { supported: true }, bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 } },
    ...{ filter: { supported: true, maxResults: MOST_RESULTS }, changePassword: { supported: false } },
    ...{ sort: { supported: true }, etag: { supported: true } },
    authenticationSchemes: [
      {
        ...{ type: 'oauthbearertoken', name: 'Bearer token', primary: true },
        description: 'The token of SCIM_TOKEN in the header Authorization',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
  return { schemas, types, config }
}

/** The most resources that one answer holds. */
export const MOST_RESULTS = 1000
