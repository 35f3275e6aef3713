import { ChangeRoleMapping, RoleMapping } from '../../../contract/settings.ts'
import { type Route, read, write } from '../../platform/http/route.ts'
import { changeRoleMapping } from './change-role-mapping.ts'
import { presentRoleMapping } from './present-role-mapping.ts'

const shared = {
  path: '/settings/role-actions',
  tag: 'Settings',
  callers: ['staff'],
  action: 'settings.manage',
} as const

const show = read({
  ...shared,
  summary: 'What each role may do',
  description: 'Roles come from the Identity System; what they may do here is decided here.',
  answer: RoleMapping,
  versioned: true,
  read: async (ctx) => {
    const body = await presentRoleMapping(ctx)
    return { body, version: body.version }
  },
})

const change = write({
  ...shared,
  method: 'PATCH',
  summary: 'Change what roles may do',
  description:
    'Replaces the mapping whole; a role left out gives nothing. Actions that reach over the whole network work for the distributor’s staff only.',
  body: ChangeRoleMapping,
  answer: RoleMapping,
  status: 200,
  ifMatch: 'required',
  stepUp: true,
  refusals: ['mapping-locks-out', 'version-stale'],
  act: async (ctx, { body, ifMatch }) => {
    await changeRoleMapping(ctx, body.roles, ifMatch ?? -1)
    return { id: 'role-actions' }
  },
  present: async (ctx) => {
    const body = await presentRoleMapping(ctx)
    return { body, version: body.version }
  },
})

export const roleRoutes: readonly Route[] = [show, change]
