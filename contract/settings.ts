import * as z from 'zod/mini'
import { ACTIONS, type Action } from './actions.ts'
import { Reference } from './network.ts'

const RoleName = z.string().check(z.regex(/^[\w.:@ -]{1,64}$/))

/** What each role of the Identity System may do: role → named actions. A role that is missing gives nothing. */
export const RoleActions = z.record(RoleName, z.array(z.enum(ACTIONS)))
export type RoleActions = Record<string, Action[]>

/** The role mapping as it holds now, with the roles that somebody has and the mapping does not know. */
export const RoleMapping = z.object({
  version: z.int(),
  changedAt: z.nullable(z.string()),
  changedBy: z.nullable(Reference),
  actions: z.array(z.enum(ACTIONS)),
  roles: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      actions: z.array(z.enum(ACTIONS)),
      isDefault: z.boolean(),
      /** What the product gives this role where nobody changed it; nothing for a role that it does not know. */
      byDefault: z.array(z.enum(ACTIONS)),
      /** Active users who have this role now. */
      users: z.int(),
    }),
  ),
})
export type RoleMapping = z.infer<typeof RoleMapping>

/** Replaces the mapping whole. Actions of a role may be none; a role left out gives nothing. */
export const ChangeRoleMapping = z.strictObject({ roles: RoleActions })
