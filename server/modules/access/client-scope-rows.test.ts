import { expect, it } from 'vitest'
import type { ClientScope } from '../../../contract/actions.ts'
import type { ClientActor } from '../../../contract/actor.ts'
import { clientScopeRows } from './client-scope-rows.ts'

const client = (scopes: ClientScope[], limits: Partial<ClientActor> = {}): ClientActor => ({
  ...{
    kind: 'client',
    clientId: 'c',
    name: 'Records',
    clientKind: 'other',
    companyId: 'alpha',
    companyKind: 'dealer',
  },
  ...{ scopes: new Set(scopes), brandIds: null, branchIds: null },
  ...limits,
})
const told = (one: ClientActor) =>
  clientScopeRows(one).map(({ kind, unitId, brandId }) => [kind, unitId, brandId].join())

it.each([
  ['nothing without the scope', client(['tickets.read', 'messages.internal']), []],
  ['its company', client(['tickets.read.unit']), ['company,alpha,']],
  [
    'its branches in place of its company',
    client(['tickets.read.unit'], { branchIds: ['north', 'south'] }),
    ['branch,north,', 'branch,south,'],
  ],
  [
    'each with its brands',
    client(['tickets.read.unit'], { branchIds: ['north'], brandIds: ['a', 'b'] }),
    ['branch,north,a', 'branch,north,b'],
  ],
  ['its company’s brands', client(['tickets.read.unit'], { brandIds: ['a'] }), ['company,alpha,a']],
  ['nothing where it is limited to no branch', client(['tickets.read.unit'], { branchIds: [] }), []],
  ['nothing where it is limited to no brand', client(['tickets.read.unit'], { brandIds: [] }), []],
])('gives a client %s', (_, one, rows) => {
  expect(told(one)).toEqual(rows)
})
