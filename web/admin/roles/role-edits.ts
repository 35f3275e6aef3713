import type { Action } from '../../../contract/actions.ts'
import type { RoleActions, RoleMapping } from '../../../contract/settings.ts'

/** What somebody wants otherwise than it stands: role → action → may. Laid over whatever the server has. */
export type RoleEdits = Record<string, Partial<Record<Action, boolean>>>
type Role = RoleMapping['roles'][number]
export type RoleChange = { role: string; name: string; gains: Action[]; loses: Action[] }

/** May this role do this, with the edits laid over? */
export const mayWith = (role: Role, edits: RoleEdits, action: Action): boolean =>
  edits[role.role]?.[action] ?? role.actions.includes(action)

/** The edits with one more; an edit that wants what stands already is none. */
export function withEdit(edits: RoleEdits, role: Role, action: Action, may: boolean): RoleEdits {
  const { [action]: _, ...others } = edits[role.role] ?? {}
  const own = role.actions.includes(action) === may ? others : { ...others, [action]: may }
  const { [role.role]: __, ...rest } = edits
  return Object.keys(own).length === 0 ? rest : { ...rest, [role.role]: own }
}

/** What the edits change about what stands, role by role; none where somebody else has done the same. */
export function changesOf({ roles, actions }: RoleMapping, edits: RoleEdits): RoleChange[] {
  return roles.flatMap((role) => {
    const differs = actions.filter((action) => mayWith(role, edits, action) !== role.actions.includes(action))
    if (differs.length === 0) return []
    const gains = differs.filter((action) => mayWith(role, edits, action))
    const loses = differs.filter((action) => !mayWith(role, edits, action))
    return [{ role: role.role, name: role.name, gains, loses }]
  })
}

/** The whole mapping as it is sent; a role that the product does not know and that gets nothing is left out. */
export function mappingWith({ roles, actions }: RoleMapping, edits: RoleEdits): RoleActions {
  const wanted = roles.map((role) => ({
    ...{ role, given: actions.filter((action) => mayWith(role, edits, action)) },
  }))
  return Object.fromEntries(
    wanted
      .filter(({ role, given }) => role.isDefault || given.length > 0)
      .map(({ role, given }) => [role.role, given]),
  )
}

/** The edits that bring every role to what the product gives it by default. */
export function editsToDefaults({ roles, actions }: RoleMapping): RoleEdits {
  let edits: RoleEdits = {}
  for (const role of roles) {
    for (const action of actions) edits = withEdit(edits, role, action, role.byDefault.includes(action))
  }
  return edits
}
