import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action } from '../../../contract/actions.ts'
import type { StaffActor } from '../../../contract/actor.ts'
import type { CompanyKind } from '../../../contract/network.ts'
import type { Network } from '../directory/index.ts'
import { decideAssignment, decideReturn, reachOf } from './decide-assignment.ts'
import { type Assigned, UNASSIGNED } from './holder.ts'

/** Two dealers and a distributor, each with a branch (open and closed), a team and two people. */
const COMPANIES = { dist: 'distributor', a: 'dealer', b: 'dealer' } as const
const ids = Object.keys(COMPANIES) as (keyof typeof COMPANIES)[]
const named = (id: string) => ({ id, name: { en: id }, active: true })
const user = (id: string, companyId: string, branchId: string | null, teamIds: string[], active = true) => ({
  ...{ id, name: id, localisedName: { en: id }, email: null, phone: null, language: 'en' as const },
  ...{ companyId, branchId, teamIds, roles: ['branch-agent'], active },
  actions: new Set<Action>(['tickets.read', 'tickets.work']),
})
const branch = (id: string, companyId: string, active: boolean) => ({
  ...named(id),
  ...{
    companyId,
    cityId: 'c',
    timeZone: 'Asia/Baghdad',
    address: null,
    phone: null,
    latitude: null,
    longitude: null,
  },
  ...{ brandIds: new Set<string>(), departmentIds: new Set<string>(), serviceIds: new Set<string>() },
  ...{ workingPeriods: [], holidays: [], active },
})
const byId = <Entry extends { id: string }>(entries: Entry[]) =>
  new Map(entries.map((entry) => [entry.id, entry]))
const companies = byId(ids.map((id) => ({ ...named(id), kind: COMPANIES[id] as CompanyKind })))
const NETWORK: Network = {
  version: 1,
  distributor: companies.get('dist') as never,
  companies,
  branches: byId(ids.flatMap((id) => [branch(`${id}-b`, id, true), branch(`${id}-shut`, id, false)])),
  teams: byId(ids.map((id) => ({ ...named(`${id}-t`), companyId: id, branchIds: [`${id}-b`], tags: [] }))),
  users: byId(
    ids.flatMap((id) => [
      user(`${id}-agent`, id, `${id}-b`, []),
      user(`${id}-member`, id, null, [`${id}-t`]),
      user(`${id}-gone`, id, `${id}-b`, [`${id}-t`], false),
    ]),
  ),
  ...{ brands: new Map(), departments: new Map(), services: new Map(), cities: new Map() },
}

function actor(userId: string, ...actions: Action[]): StaffActor {
  const found = NETWORK.users.get(userId)
  if (!found) throw new Error(userId)
  const { companyId, branchId, teamIds } = found
  const companyKind = companies.get(companyId)?.kind ?? 'other'
  return {
    kind: 'staff',
    userId,
    companyId,
    companyKind,
    branchId,
    teamIds,
    scopes: [],
    actions: new Set(actions),
  }
}
const coordinator = actor(
  'dist-agent',
  'tickets.assign.unit',
  'tickets.assign.company',
  'tickets.assign.network',
)
const managerA = actor('a-agent', 'tickets.assign.unit', 'tickets.assign.company')
const agentA = actor('a-agent', 'tickets.assign.unit')
const memberA = actor('a-member', 'tickets.assign.unit')

const dealer = (id: string): Assigned => ({ ...UNASSIGNED, status: 'dealer', companyId: id })
const atBranch = (id: string, assigneeId: string | null = null): Assigned => ({
  ...{ status: 'branch', companyId: id, branchId: `${id}-b`, teamId: null, assigneeId },
})
const atTeam = (id: string, branchId: string | null = null, assigneeId: string | null = null): Assigned => ({
  ...{ status: 'team', companyId: id, branchId, teamId: `${id}-t`, assigneeId },
})
const decide = (who: StaffActor, from: Assigned, to: Assigned) =>
  decideAssignment(who, from, to, NETWORK)?.refused ?? 'ok'

describe('decideAssignment', () => {
  it('lets the distributor hand anything anywhere, to dealers only at the level of dealers', () => {
    for (const from of [UNASSIGNED, dealer('a'), atBranch('b'), atTeam('dist')]) {
      for (const to of [UNASSIGNED, dealer('b'), atBranch('dist'), atTeam('a'), atBranch('a', 'a-agent')]) {
        expect(decide(coordinator, from, to)).toBe('ok')
      }
    }
    expect(decide(coordinator, UNASSIGNED, dealer('dist'))).toBe('assignment-not-allowed')
  })

  it('lets a dealer’s manager split what the company holds, within the company', () => {
    for (const to of [dealer('a'), atBranch('a'), atTeam('a'), atTeam('a', 'a-b', 'a-member')]) {
      expect(decide(managerA, dealer('a'), to)).toBe('ok')
    }
    for (const to of [UNASSIGNED, dealer('b'), atBranch('b'), atTeam('dist')]) {
      expect(decide(managerA, dealer('a'), to)).toBe('assignment-not-allowed')
    }
    for (const from of [UNASSIGNED, dealer('b'), atTeam('dist')]) {
      expect(decide(managerA, from, dealer('a'))).toBe('not-permitted')
    }
  })

  it('lets a unit’s member pass it within the unit only', () => {
    expect(decide(agentA, atBranch('a'), atBranch('a', 'a-agent'))).toBe('ok')
    expect(decide(memberA, atTeam('a'), atTeam('a', null, 'a-member'))).toBe('ok')
    expect(decide(agentA, atBranch('a', 'a-agent'), atBranch('a'))).toBe('ok')
    expect(decide(agentA, atBranch('a'), atTeam('a'))).toBe('assignment-not-allowed')
    expect(decide(agentA, dealer('a'), atBranch('a'))).toBe('not-permitted')
    expect(decide(memberA, atBranch('a'), atBranch('a'))).toBe('not-permitted')
  })

  it('refuses closed units, units of another company, and people who are not of the unit', () => {
    const shut = { ...atBranch('a'), branchId: 'a-shut' }
    expect(decide(coordinator, UNASSIGNED, shut)).toBe('unit-inactive')
    expect(decide(coordinator, UNASSIGNED, { ...atBranch('a'), branchId: 'b-b' })).toBe(
      'unit-of-another-company',
    )
    expect(decide(coordinator, UNASSIGNED, { ...atTeam('a'), teamId: 'b-t' })).toBe('unit-of-another-company')
    expect(decide(coordinator, UNASSIGNED, atTeam('a', 'a-shut'))).toBe('unit-inactive')
    expect(decide(coordinator, UNASSIGNED, atBranch('a', 'b-agent'))).toBe('unit-of-another-company')
    expect(decide(coordinator, UNASSIGNED, atBranch('a', 'a-gone'))).toBe('unit-inactive')
    expect(decide(coordinator, UNASSIGNED, atBranch('a', 'a-member'))).toBe('assignment-not-allowed')
    expect(decide(coordinator, UNASSIGNED, atTeam('a', null, 'a-agent'))).toBe('assignment-not-allowed')
  })

  it('gives no work to who may only read', () => {
    const reader = { ...user('a-reader', 'a', 'a-b', []), actions: new Set<Action>(['tickets.read']) }
    const network = { ...NETWORK, users: new Map([...NETWORK.users, [reader.id, reader]]) }
    const refusal = decideAssignment(coordinator, UNASSIGNED, atBranch('a', 'a-reader'), network)
    expect(refusal?.refused).toBe('assignment-not-allowed')
  })

  it('never lets anybody but the distributor move a ticket to or from another company', () => {
    const anyHolder = fc.oneof(
      fc.constant(UNASSIGNED),
      fc
        .constantFrom(...ids)
        .chain((id) =>
          fc.constantFrom(
            dealer(id),
            atBranch(id),
            atTeam(id),
            atTeam(id, `${id}-b`),
            atBranch(id, `${id}-agent`),
          ),
        ),
    )
    const anyActor = fc
      .tuple(
        fc.constantFrom('dist-agent', 'a-agent', 'a-member', 'b-agent', 'b-member'),
        fc.subarray<Action>(['tickets.assign.unit', 'tickets.assign.company']),
      )
      .map(([id, actions]) => actor(id, ...actions))
    fc.assert(
      fc.property(anyActor, anyHolder, anyHolder, (who, from, to) => {
        if (decide(who, from, to) !== 'ok') return
        expect(from.companyId).toBe(who.companyId)
        expect(to.companyId).toBe(who.companyId)
      }),
    )
  })
})

describe('decideReturn', () => {
  it('gives it to the distributor by who splits the company’s work', () => {
    for (const from of [dealer('a'), atBranch('a'), atTeam('a', 'a-b')]) {
      expect(decideReturn(managerA, from, 'dist')).toEqual(UNASSIGNED)
    }
  })

  it('goes one level up by a unit’s member', () => {
    expect(decideReturn(agentA, atBranch('a', 'a-agent'), 'dist')).toEqual(dealer('a'))
    expect(decideReturn(memberA, atTeam('a'), 'dist')).toEqual(dealer('a'))
    expect(decideReturn(memberA, atTeam('a', 'a-b'), 'dist')).toEqual(atBranch('a'))
    // Above a distributor's own units is the review queue.
    expect(decideReturn(actor('dist-member', 'tickets.assign.unit'), atTeam('dist'), 'dist')).toEqual(
      UNASSIGNED,
    )
  })

  it('is nobody’s who does not hold it', () => {
    expect(decideReturn(coordinator, dealer('a'), 'dist')).toBeNull()
    expect(decideReturn(managerA, dealer('b'), 'dist')).toBeNull()
    expect(decideReturn(managerA, UNASSIGNED, 'dist')).toBeNull()
    expect(decideReturn(actor('a-agent'), atBranch('a'), 'dist')).toBeNull()
    expect(reachOf(actor('a-agent'), atBranch('a'))).toBeNull()
  })
})
