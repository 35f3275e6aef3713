import { expect, test } from 'vitest'
import { type Network, parseNetwork } from '../network-file.ts'
import { checkNetwork } from '../network-rules.ts'
import { wholeNetwork } from '../test/whole-network.ts'
import { moveBranch } from './move-branch.ts'

/** The branch of east with its agent, a manager who sees branch and company, and a team of east at work in it. */
function network(): Network {
  const start = parseNetwork('test', JSON.stringify(wholeNetwork()))
  return {
    ...start,
    branches: [...start.branches, { ...start.branches[0], id: 'east-two' } as Network['branches'][number]],
    users: start.users.map((user) => {
      if (user.id === 'bea') {
        const scopes = [
          ...[{ kind: 'branch', unitId: 'east-one' }, { kind: 'own' }, { kind: 'company', unitId: 'east' }],
          ...[
            { kind: 'team', unitId: 'east-sales' },
            { kind: 'branch', unitId: 'east-two' },
          ],
        ]
        return { ...user, teamIds: ['east-sales'], scopes }
      }
      if (user.id === 'mina')
        return { ...user, scopes: [...user.scopes, { kind: 'branch', unitId: 'east-one', brandId: 'tavro' }] }
      if (user.id === 'cora') return { ...user, scopes: [{ kind: 'branch', unitId: 'east-one' }] }
      return user
    }),
  }
}

const person = ({ users }: Network, id: string) => users.find((user) => user.id === id)

test.each([true, false])('a moved branch leaves a network that holds together (staff go: %s)', (staffGo) => {
  const after = moveBranch(network(), { branchId: 'east-one', toCompanyId: 'west', staffGo })
  expect(checkNetwork(after)).toEqual([])
  expect(after.branches[0]?.companyId).toBe('west')
  expect(after.teams[0]?.branchIds).toEqual([])
})

test('people who go along see the branch and their own, and nothing of the company they left', () => {
  const after = moveBranch(network(), { branchId: 'east-one', toCompanyId: 'west', staffGo: true })
  expect(person(after, 'bea')).toMatchObject({ companyId: 'west', branchId: 'east-one', teamIds: [] })
  expect(person(after, 'bea')?.scopes).toEqual([{ kind: 'branch', unitId: 'east-one' }, { kind: 'own' }])
})

test('people who stay see the branch no more, whether they worked there or not', () => {
  const after = moveBranch(network(), { branchId: 'east-one', toCompanyId: 'west', staffGo: false })
  for (const id of ['bea', 'mina']) {
    expect(person(after, id)?.companyId).toBe('east')
    expect(person(after, id)?.scopes).not.toContainEqual(expect.objectContaining({ unitId: 'east-one' }))
  }
  expect(person(after, 'bea')).not.toHaveProperty('branchId')
  expect(person(after, 'bea')?.teamIds).toEqual(['east-sales'])
})

test('people of a third company keep what they see', () => {
  const before = network()
  const after = moveBranch(before, { branchId: 'east-one', toCompanyId: 'west', staffGo: true })
  for (const id of ['ada', 'cora', 'rob']) expect(person(after, id)).toEqual(person(before, id))
})

test('to where it is already, nothing moves', () => {
  const before = network()
  expect(moveBranch(before, { branchId: 'east-one', toCompanyId: 'east', staffGo: true })).toBe(before)
})
