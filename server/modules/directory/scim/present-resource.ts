import { createHash } from 'node:crypto'
import type { Resource } from './match-filter.ts'
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from './scim-schemas.ts'
import type { ScimGroupsTable, ScimUsersTable } from './tables.ts'

type Mention = { id: string; name: string }
/** A resource as it is sent, with the tag of its present state (RFC 7644, section 3.14). */
export type Presented = { resource: Resource; tag: string }

/** `base` is the address of the service, without a slash at the end. */
export function presentUser(row: ScimUsersTable, groups: readonly Mention[], base: string): Presented {
  const attributes = row.attributes as Resource
  return tagged({
    schemas: [USER_SCHEMA, ...(ENTERPRISE_SCHEMA in attributes ? [ENTERPRISE_SCHEMA] : [])],
    id: row.id,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    userName: row.user_name,
    ...attributes,
    active: row.active,
    ...(groups.length === 0
      ? {}
      : {
          groups: groups.map(({ id, name }) => ({
            ...{ value: id, $ref: `${base}/Groups/${id}`, display: name, type: 'direct' },
          })),
        }),
    meta: metaOf('User', row, base),
  })
}

export function presentGroup(row: ScimGroupsTable, members: readonly Mention[], base: string): Presented {
  return tagged({
    schemas: [GROUP_SCHEMA],
    id: row.id,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    displayName: row.display_name,
    members: members.map(({ id, name }) => ({
      ...{ value: id, $ref: `${base}/Users/${id}`, display: name, type: 'User' },
    })),
    meta: metaOf('Group', row, base),
  })
}

function metaOf(
  resourceType: 'User' | 'Group',
  { id, created_at, changed_at }: { id: string; created_at: Date; changed_at: Date },
  base: string,
) {
  return {
    ...{ resourceType, created: created_at.toISOString(), lastModified: changed_at.toISOString() },
    location: `${base}/${resourceType}s/${id}`,
  }
}

/** The tag is of everything that is shown, so that a user's also changes with their groups. */
function tagged(resource: Resource & { meta: object }): Presented {
  const hash = createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22)
  const tag = `W/"${hash}"`
  return { resource: { ...resource, meta: { ...resource.meta, version: tag } }, tag }
}
