import { describe, expect, it } from 'vitest'
import { rightsOf } from './place-person.ts'
import { readDataReach } from './read-access-tree.ts'

const SELF = '_shift_software_type_auth_core_self_reference'
const EMPTY = '_shift_software_type_auth_core_empty_or_null'
const PATH = ['ShiftIdentityActions', 'DataLevelAccess']
const units = {
  companies: new Map([
    ['kA', { id: 'alpha', companyId: 'alpha' }],
    ['kB', { id: 'beta', companyId: 'beta' }],
  ]),
  branches: new Map([
    ['hN', { id: 'alpha-north', companyId: 'alpha' }],
    ['hS', { id: 'alpha-south', companyId: 'alpha' }],
    ['hB', { id: 'beta-north', companyId: 'beta' }],
  ]),
  teams: new Map([
    ['mA', { id: 'alpha-sales', companyId: 'alpha' }],
    ['mB', { id: 'beta-sales', companyId: 'beta' }],
  ]),
}
const agent = { companyId: 'alpha', isDistributor: false, branchId: 'alpha-north', teamIds: ['alpha-sales'] }
const nothing = { accessTrees: {}, everybody: { roles: [], scopes: ['branch' as const, 'own' as const] } }

function scopes(access: unknown, person: Partial<typeof agent> = {}): string[] {
  const tree = JSON.stringify({ ShiftIdentityActions: { DataLevelAccess: access } })
  const reach = readDataReach([tree], PATH)
  const rights = rightsOf({ ...agent, ...person }, { treeNames: [], reach }, units, nothing)
  return rights.scopes.map(({ kind, unitId }) => (unitId ? `${kind} ${unitId}` : kind)).toSorted()
}

describe('scopes from data-level access', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing said: home', {}, ['branch alpha-north', 'own']],
    ['no right to read: home', { Branches: { hS: ['w'] } }, ['branch alpha-north', 'own']],
    ['own branch', { Branches: { [SELF]: ['r'] } }, ['branch alpha-north', 'own', 'team alpha-sales']],
    [
      'own and a named branch',
      { Branches: { [SELF]: ['r'], hS: ['r', 'w'] } },
      ['branch alpha-north', 'branch alpha-south', 'own', 'team alpha-sales'],
    ],
    ['a rival’s branch without its company', { Branches: { hB: ['r'] } }, ['own', 'team alpha-sales']],
    [
      'a rival’s branch with its company',
      { Companies: { kB: ['r'] }, Branches: { hB: ['r'] } },
      ['branch beta-north', 'own'],
    ],
    ['all branches of the own company', { Branches: ['r'] }, ['company alpha', 'own', 'team alpha-sales']],
    ['everything', ['r', 'w', 'd'], ['company alpha', 'own', 'team alpha-sales']],
    ['rows without a unit', { Branches: { [EMPTY]: ['r'] } }, ['own', 'team alpha-sales']],
    ['a unit that is gone', { Branches: { hX: ['r'] } }, ['own', 'team alpha-sales']],
    ['a rival’s team', { Teams: { mB: ['r'] }, Branches: { [SELF]: ['r'] } }, ['branch alpha-north', 'own']],
  ])('%s', (_, access, expected) => {
    expect(scopes(access)).toEqual(expected.toSorted())
  })

  it('opens the network to the distributor’s people only', () => {
    const all = { Companies: ['r'], Branches: ['r'] }
    expect(scopes(all, { companyId: 'distributor', isDistributor: true })).toContain('network')
    expect(scopes(all)).not.toContain('network')
  })

  it('adds trees up, and leaves aside one that is not JSON', () => {
    const tree = (Branches: unknown) => ({ ShiftIdentityActions: { DataLevelAccess: { Branches } } })
    const reach = readDataReach([tree({ hN: ['r'] }), JSON.stringify(tree({ hS: ['r'] })), '{'], PATH)
    expect([...(reach.Branches?.keys ?? [])]).toEqual(['hN', 'hS'])
    expect(reach.Companies).toBeNull()
  })

  it('takes roles and more scopes from the names of trees, the network never for a dealer', () => {
    const mapping = {
      accessTrees: { Boss: { roles: ['dealer-manager'], scopes: ['network' as const, 'company' as const] } },
      everybody: { roles: ['reader'], scopes: ['own' as const] },
    }
    const reach = readDataReach([], PATH)
    expect(rightsOf(agent, { treeNames: ['Boss', 'Unknown'], reach }, units, mapping)).toEqual({
      roles: ['dealer-manager', 'reader'],
      scopes: [{ kind: 'own' }, { kind: 'company', unitId: 'alpha' }],
    })
  })
})
