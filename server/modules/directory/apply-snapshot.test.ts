import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { BRANCH, COMPANY, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { findSeers, scopeRowsOf } from '../access/index.ts'
import { applySnapshot, networkOf, type SnapshotInput, SnapshotRejected, staffActor } from './index.ts'

let database: TestDatabase
let house: House
let now = new Date('2026-11-22T09:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  house = { ...openHouse(database), clock: () => now }
})
beforeEach(async () => {
  now = new Date('2026-11-22T09:00:00Z')
  await apply(() => undefined)
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
})

const snapshotWith = (change: (snapshot: SnapshotInput) => void) => {
  const snapshot = worldSnapshot()
  change(snapshot)
  return snapshot
}
const apply = (change: (snapshot: SnapshotInput) => void) =>
  ask(house, (ctx) => applySnapshot(ctx, snapshotWith(change)))
const network = () => ask(house, networkOf)
const find = <Item extends { id: string }>(items: Item[], id: string) =>
  items.find((item) => item.id === id) as Item

describe('a snapshot that holds together', () => {
  it('becomes the network', async () => {
    const { distributor, companies, branches, teams, users } = await network()
    expect(distributor.id).toBe(COMPANY.distributor)
    expect([companies.size, branches.size, teams.size, users.size]).toEqual([
      3,
      7,
      7,
      worldSnapshot().users.length,
    ])
    expect(branches.get(BRANCH.alphaNorth)).toMatchObject({
      ...{ companyId: COMPANY.alpha, cityId: 'north', timeZone: 'Asia/Baghdad', active: true },
      ...{ brandIds: new Set(['brand-a', 'brand-b']), latitude: 36.2, phone: null },
    })
    expect(users.get(USER.coordinator)).toMatchObject({ name: 'Person coordinator', language: 'ar' })
  })

  it('is only noted when it says nothing new', async () => {
    const first = await apply(() => undefined)
    const before = await network()
    expect(first.changed).toBe(false)
    expect(await network()).toBe(before)
  })

  it('takes names as plain strings, and the time zone from the city', async () => {
    await apply((s) => {
      find(s.companies, 'alpha').name = 'Plain'
      find(s.branches, BRANCH.alphaSouth).timeZone = null
    })
    const { companies, branches } = await network()
    expect(companies.get('alpha')?.name).toEqual({ en: 'Plain' })
    expect(branches.get(BRANCH.alphaSouth)?.timeZone).toBe('Asia/Baghdad')
  })

  it('replaces the copy in memory by its version', async () => {
    const before = await network()
    const { version } = await apply((s) => {
      find(s.companies, 'beta').name = 'Beta renamed'
    })
    const after = await network()
    expect(after.version).toBe(version)
    expect(after.version).toBeGreaterThan(before.version)
    expect(after.companies.get('beta')?.name.en).toBe('Beta renamed')
    expect(before.companies.get('beta')?.name.en).toBe('Beta Cars')
  })

  it('waits for another one that is being applied', async () => {
    const named = (name: string) =>
      apply((s) => {
        find(s.companies, 'beta').name = name
      })
    const { version } = await network()
    const results = await Promise.all(['One', 'Two', 'Three'].map(named))
    expect(results.map((result) => result.version).sort()).toEqual([1, 2, 3].map((more) => version + more))
    expect((await network()).version).toBe(version + 3)
  })

  it('may give the distribution to another company', async () => {
    await apply((s) => {
      find(s.companies, 'distributor').kind = 'dealer'
      find(s.companies, 'alpha').kind = 'distributor'
      for (const user of s.users) user.scopes = user.scopes?.filter(({ kind }) => kind !== 'network') ?? []
    })
    expect((await network()).distributor.id).toBe('alpha')
  })
})

describe('what a snapshot drops', () => {
  it('is inactive and keeps its name', async () => {
    await apply((s) => {
      s.teams = s.teams.filter((team) => team.id !== TEAM.alphaDesk)
      for (const user of s.users) user.teamIds = user.teamIds?.filter((id) => id !== TEAM.alphaDesk) ?? []
      find(s.users, USER.alphaDeskAgent).scopes = []
      s.users = s.users.filter((user) => user.id !== USER.alphaSouthAgent)
    })
    const { teams, users } = await network()
    expect(teams.get(TEAM.alphaDesk)).toMatchObject({ active: false, name: { en: 'Team alpha-desk' } })
    expect(users.get(USER.alphaSouthAgent)?.active).toBe(false)
    expect(await ask(house, (ctx) => staffActor(ctx, USER.alphaSouthAgent))).toBeNull()
    expect(await ask(house, (ctx) => scopeRowsOf(ctx, USER.alphaSouthAgent))).toEqual([])
  })

  it('takes a company with its units and people', async () => {
    await apply((s) => {
      find(s.companies, 'beta').active = false
    })
    const { branches, teams, users } = await network()
    expect(branches.get(BRANCH.betaNorth)?.active).toBe(false)
    expect(teams.get(TEAM.betaSales)?.active).toBe(false)
    expect(users.get(USER.betaManager)?.active).toBe(false)
    expect(await ask(house, (ctx) => staffActor(ctx, USER.betaManager))).toBeNull()
    const holder = { companyId: 'beta', branchId: null, teamId: null, assigneeId: null, brandId: null }
    expect(await ask(house, (ctx) => findSeers(ctx, holder))).not.toContain(USER.betaManager)
  })

  it('a branch closes on its day, in its own time zone, without a new snapshot', async () => {
    await apply((s) => {
      find(s.branches, BRANCH.alphaSouth).closedOn = '2026-12-01'
    })
    const isActive = async () => (await network()).branches.get(BRANCH.alphaSouth)?.active
    expect((await network()).branches.get(BRANCH.alphaClosed)?.active).toBe(false)
    now = new Date('2026-11-30T20:59:00Z')
    expect(await isActive()).toBe(true)
    // Midnight in Baghdad.
    now = new Date('2026-11-30T21:00:00Z')
    expect(await isActive()).toBe(false)
  })
})

describe('a snapshot that does not hold together', () => {
  const wrong: [string, (snapshot: SnapshotInput) => void, RegExp][] = [
    [
      'has no distributor',
      (s) => void Object.assign(find(s.companies, 'distributor'), { kind: 'dealer' }),
      /exactly one active distributor is needed, there are 0/,
    ],
    [
      'has two distributors',
      (s) => void Object.assign(find(s.companies, 'alpha'), { kind: 'distributor' }),
      /there are 2/,
    ],
    [
      'names a company twice',
      (s) => void s.companies.push({ id: 'alpha', kind: 'dealer', name: 'Again' }),
      /companies: the id alpha is there twice/,
    ],
    [
      'has a branch of no company',
      (s) => void Object.assign(find(s.branches, BRANCH.betaEast), { companyId: 'gone' }),
      /branch beta-east: company gone does not exist/,
    ],
    [
      'has a branch in no city',
      (s) => void Object.assign(find(s.branches, BRANCH.betaEast), { cityId: 'gone' }),
      /branch beta-east: city gone/,
    ],
    [
      'has an unknown brand',
      (s) => void find(s.branches, BRANCH.betaEast).brandIds?.push('gone'),
      /branch beta-east: brand gone/,
    ],
    [
      'has an unknown service',
      (s) => void find(s.branches, BRANCH.betaEast).serviceIds?.push('gone'),
      /service gone/,
    ],
    [
      'has a service of no department',
      (s) => void s.services.push({ id: 'x', name: 'X', departmentIds: ['gone'] }),
      /service x: department gone/,
    ],
    [
      'has a branch of no time zone',
      (s) => {
        find(s.branches, BRANCH.betaEast).timeZone = null
        find(s.cities, 'east').timeZone = null
      },
      /neither it nor its city has a time zone/,
    ],
    [
      'has a time zone that is none',
      (s) => void Object.assign(find(s.branches, BRANCH.betaEast), { timeZone: 'Mars/Base' }),
      /branches\.6\.timeZone: is not a time zone/,
    ],
    [
      'has a team at a rival branch',
      (s) => void find(s.teams, TEAM.alphaSales).branchIds?.push(BRANCH.betaNorth),
      /team alpha-sales: branch beta-north belongs to another company/,
    ],
    [
      'has a user in a rival team',
      (s) => void find(s.users, USER.betaManager).teamIds?.push(TEAM.alphaSales),
      /user beta-manager: team alpha-sales belongs to another/,
    ],
    [
      'has a user at a rival branch',
      (s) => void Object.assign(find(s.users, USER.betaManager), { branchId: BRANCH.alphaNorth }),
      /user beta-manager: branch alpha-north belongs to another/,
    ],
    [
      'has a scope on nothing',
      (s) => void find(s.users, USER.betaManager).scopes?.push({ kind: 'team', unitId: 'gone' }),
      /scope on team gone does not exist/,
    ],
    [
      'has a company scope without a company',
      (s) => void find(s.users, USER.betaManager).scopes?.push({ kind: 'company' }),
      /a scope of kind company names its unit/,
    ],
    [
      'has a network scope with a unit',
      (s) => void find(s.users, USER.betaManager).scopes?.push({ kind: 'network', unitId: 'beta' }),
      /names no unit/,
    ],
    [
      "lets a dealer's person see the whole network",
      (s) => void find(s.users, USER.betaManager).scopes?.push({ kind: 'network' }),
      /user beta-manager: a scope of kind network is for the distributor's people only/,
    ],
    [
      'lets somebody of another company see the whole network',
      (s) => {
        find(s.companies, 'beta').kind = 'other'
        find(s.users, USER.betaManager).scopes?.push({ kind: 'network', brandId: s.brands[0]?.id ?? '' })
      },
      /user beta-manager: a scope of kind network is for the distributor's people only/,
    ],
    [
      'has companies that own each other',
      (s) => {
        find(s.companies, 'alpha').parentId = 'beta'
        find(s.companies, 'beta').parentId = 'alpha'
      },
      /company alpha: is its own ancestor/,
    ],
    ['lacks a list', (s) => void delete (s as Partial<SnapshotInput>).users, /users: Invalid input/],
  ]
  it.each(wrong)('is refused when it %s, and nothing of it is applied', async (_, change, line) => {
    const before = await network()
    const both = (snapshot: SnapshotInput) => {
      find(snapshot.companies, 'beta').name = 'Half applied'
      change(snapshot)
    }
    const refusal = await apply(both).catch((error) => error)
    expect(refusal).toBeInstanceOf(SnapshotRejected)
    expect(refusal.problems.join('\n')).toMatch(line)
    expect(await network()).toBe(before)
  })

  it('is told everything that is wrong at once', async () => {
    const refusal = await apply((s) => {
      find(s.branches, BRANCH.betaEast).cityId = 'gone'
      find(s.teams, TEAM.alphaSales).companyId = 'gone'
    }).catch((error) => error)
    expect(refusal.problems.length).toBeGreaterThanOrEqual(2)
  })
})
