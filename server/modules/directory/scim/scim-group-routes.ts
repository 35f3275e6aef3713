import { ScimGroups, ScimPlacing } from '../../../../contract/scim-groups.ts'
import { type Route, read, write } from '../../../platform/http/route.ts'
import { changeScimGroups } from './change-scim-groups.ts'
import { presentScimGroups } from './present-scim-groups.ts'

const shared = {
  path: '/settings/scim-groups',
  tag: 'Settings',
  callers: ['staff'],
  action: 'settings.manage',
} as const

const show = read({
  ...shared,
  summary: 'What SCIM groups give',
  description:
    'How people of a SCIM client find their company, branch, teams, roles and scopes; which groups it keeps here; and who has no place yet and so sees nothing.',
  answer: ScimGroups,
  versioned: true,
  read: async (ctx) => {
    const body = await presentScimGroups(ctx)
    return { body, version: body.version }
  },
})

const change = write({
  ...shared,
  method: 'PATCH',
  summary: 'Change what SCIM groups give',
  description: 'Replaces the mapping whole and places everybody anew, at once.',
  body: ScimPlacing,
  answer: ScimGroups,
  status: 200,
  ifMatch: 'required',
  stepUp: true,
  refusals: ['mapping-locks-out', 'version-stale'],
  act: async (ctx, { body, ifMatch }) => {
    await changeScimGroups(ctx, body, ifMatch ?? -1)
    return { id: 'scim-groups' }
  },
  present: async (ctx) => {
    const body = await presentScimGroups(ctx)
    return { body, version: body.version }
  },
})

export const scimGroupRoutes: readonly Route[] = [show, change]
