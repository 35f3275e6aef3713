import { describe, expect, it } from 'vitest'
import { BRANCH, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { compareCopies } from './compare-copies.ts'
import { copyOf } from './copy-tables.ts'
import type { SnapshotInput } from './snapshot.ts'

const find = <Item extends { id: string }>(items: Item[], id: string) =>
  items.find((item) => item.id === id) as Item
const copyWith = (change: (s: SnapshotInput) => void) => {
  const snapshot = worldSnapshot()
  change(snapshot)
  return copyOf(checkSnapshot(snapshot)).copy
}
const world = copyWith(() => undefined)
const changes = (change: (s: SnapshotInput) => void) => compareCopies(world, copyWith(change))

describe('what a step changes', () => {
  it('is nothing where the same is said in another order', () => {
    const found = changes((s) => {
      s.users.reverse()
      for (const branch of s.branches) {
        branch.serviceIds?.reverse()
        branch.brandIds?.reverse()
      }
      find(s.users, USER.alphaManager).scopes?.reverse()
    })
    expect(found).toEqual([])
  })

  it('is named by thing, by what happened and by field', () => {
    const found = changes((s) => {
      find(s.companies, 'beta').name = { en: 'Beta renamed' }
      find(s.branches, BRANCH.alphaSouth).active = false
      find(s.branches, BRANCH.betaEast).companyId = 'alpha'
      find(s.branches, BRANCH.betaNorth).phone = '+9647500000001'
      find(s.teams, TEAM.alphaDesk).tags = ['desk']
      find(s.users, USER.alphaFormer).active = true
      const agent = find(s.users, USER.betaEastAgent)
      Object.assign(agent, { companyId: 'alpha', email: 'moved@alpha.example' })
      find(s.users, USER.alphaNorthAgent).scopes = [{ kind: 'own' }]
      s.brands.push({ id: 'brand-d', name: 'Brand D' })
    })
    expect(found).toEqual([
      { kind: 'brand', id: 'brand-d', op: 'created', fields: [] },
      { kind: 'company', id: 'beta', op: 'renamed', fields: ['name'] },
      { kind: 'branch', id: BRANCH.alphaSouth, op: 'deactivated', fields: ['active'] },
      { kind: 'branch', id: BRANCH.betaNorth, op: 'changed', fields: ['phone'] },
      { kind: 'branch', id: BRANCH.betaEast, op: 'moved', fields: ['companyId'] },
      { kind: 'team', id: TEAM.alphaDesk, op: 'changed', fields: ['tags'] },
      { kind: 'user', id: USER.alphaNorthAgent, op: 'changed', fields: ['scopes'] },
      { kind: 'user', id: USER.alphaFormer, op: 'activated', fields: ['active', 'scopes'] },
      { kind: 'user', id: USER.betaEastAgent, op: 'moved', fields: ['email', 'companyId'] },
    ])
  })

  it('takes what is dropped for inactive, once', () => {
    const without = (s: SnapshotInput) => {
      s.users = s.users.filter((user) => user.id !== USER.alphaSouthAgent && user.id !== USER.alphaFormer)
    }
    expect(changes(without)).toEqual([
      { kind: 'user', id: USER.alphaSouthAgent, op: 'deactivated', fields: ['active'] },
    ])
  })
})
