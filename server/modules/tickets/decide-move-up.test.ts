import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action } from '../../../contract/actions.ts'
import type { CompanyKind } from '../../../contract/network.ts'
import type { Network, UserEntry } from '../directory/index.ts'
import { decideMoveUp } from './decide-move-up.ts'
import { type Assigned, sameHolder, UNASSIGNED } from './holder.ts'

const KINDS = { dist: 'distributor', a: 'dealer', b: 'dealer' } as const satisfies Record<string, CompanyKind>
const companyIds = Object.keys(KINDS) as (keyof typeof KINDS)[]
const byId = <Entry extends { id: string }>(entries: Entry[]) => new Map(entries.map((one) => [one.id, one]))
const named = (id: string, active: boolean) => ({ id, name: { en: id }, active })

type Shape = {
  companies: Record<string, boolean>
  branches: Record<string, { active: boolean; companyId: string }>
  teams: Record<string, { active: boolean; companyId: string; branchIds: string[] }>
  users: Record<string, { active: boolean; companyId: string; branchId: string | null; teamIds: string[] }>
}

function network(shape: Shape): Network {
  const companies = byId(
    companyIds.map((id) => ({ ...named(id, shape.companies[id] ?? true), kind: KINDS[id] })),
  )
  const place = { cityId: 'c', timeZone: 'UTC', address: null, phone: null, latitude: null, longitude: null }
  const serves = {
    brandIds: new Set<string>(),
    departmentIds: new Set<string>(),
    serviceIds: new Set<string>(),
  }
  const inside = (companyId: string) => companies.get(companyId)?.active === true
  return {
    ...{ version: 1, distributor: companies.get('dist') as never, companies },
    branches: byId(
      Object.entries(shape.branches).map(([id, { active, companyId }]) => ({
        ...{ ...named(id, active && inside(companyId)), companyId, ...place, ...serves },
        ...{ workingPeriods: [], holidays: [] },
      })),
    ),
    teams: byId(
      Object.entries(shape.teams).map(([id, { active, companyId, branchIds }]) => ({
        ...{ ...named(id, active && inside(companyId)), companyId, branchIds, tags: [] },
      })),
    ),
    users: byId(
      Object.entries(shape.users).map(([id, user]) => ({
        ...{ id, name: id, localisedName: { en: id }, email: null, phone: null, language: 'en' as const },
        ...{ ...user, roles: [], active: user.active && inside(user.companyId) },
        actions: new Set<Action>(['tickets.work']),
      })) satisfies UserEntry[],
    ),
    ...{ brands: new Map(), departments: new Map(), services: new Map(), cities: new Map() },
  }
}

const branchIds = ['a1', 'a2', 'b1', 'd1']
const teamIds = ['at', 'bt', 'dt']
const userIds = ['u1', 'u2']
const anyCompany = fc.constantFrom(...companyIds)
const record = <Value>(keys: readonly string[], value: fc.Arbitrary<Value>) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, value]))) as fc.Arbitrary<Record<string, Value>>
const anyShape: fc.Arbitrary<Shape> = fc.record({
  companies: record(companyIds, fc.boolean()),
  branches: record(branchIds, fc.record({ active: fc.boolean(), companyId: anyCompany })),
  teams: record(
    teamIds,
    fc.record({
      ...{ active: fc.boolean(), companyId: anyCompany },
      branchIds: fc.subarray(branchIds),
    }),
  ),
  users: record(
    userIds,
    fc.record({
      ...{ active: fc.boolean(), companyId: anyCompany },
      ...{ branchId: fc.constantFrom(null, ...branchIds), teamIds: fc.subarray(teamIds) },
    }),
  ),
})
const anyAssignee = fc.constantFrom(null, ...userIds)
const anyHeld: fc.Arbitrary<Assigned> = fc.oneof(
  fc.constant(UNASSIGNED),
  fc.record({
    ...{ status: fc.constant('dealer' as const), companyId: anyCompany },
    ...{ branchId: fc.constant(null), teamId: fc.constant(null), assigneeId: anyAssignee },
  }),
  fc.record({
    ...{ status: fc.constant('branch' as const), companyId: anyCompany },
    ...{ branchId: fc.constantFrom(...branchIds), teamId: fc.constant(null), assigneeId: anyAssignee },
  }),
  fc.record({
    ...{ status: fc.constant('team' as const), companyId: anyCompany, teamId: fc.constantFrom(...teamIds) },
    ...{ branchId: fc.constantFrom(null, ...branchIds), assigneeId: anyAssignee },
  }),
)

const LEVEL = { unassigned: 0, dealer: 1, branch: 2, team: 3 }

describe('where a ticket goes when its holder is gone', () => {
  it('leads to a place that holds: there is nothing more to move, and never to another company', () => {
    fc.assert(
      fc.property(anyShape, anyHeld, (shape, held) => {
        const there = network(shape)
        const move = decideMoveUp(held, there)
        if (!move) return
        expect(decideMoveUp(move.to, there)).toBeNull()
        expect(sameHolder(move.to, held)).toBe(false)
        expect([null, held.companyId]).toContain(move.to.companyId)
        expect(LEVEL[move.to.status]).toBeLessThanOrEqual(LEVEL[held.status])
        if (LEVEL[move.to.status] < LEVEL[held.status]) expect(move.to.assigneeId).toBeNull()
        if (move.to.companyId === 'dist') expect(move.to.status).not.toBe('dealer')
      }),
    )
  })

  const whole: Shape = {
    companies: {},
    branches: { a1: { active: true, companyId: 'a' }, d1: { active: true, companyId: 'dist' } },
    teams: {
      at: { active: true, companyId: 'a', branchIds: ['a1'] },
      dt: { active: true, companyId: 'dist', branchIds: [] },
    },
    users: { u1: { active: true, companyId: 'a', branchId: 'a1', teamIds: ['at'] } },
  }
  const branch: Assigned = {
    ...UNASSIGNED,
    status: 'branch',
    companyId: 'a',
    branchId: 'a1',
    assigneeId: 'u1',
  }
  const team: Assigned = { ...branch, status: 'team', teamId: 'at' }
  const dealer: Assigned = { ...UNASSIGNED, status: 'dealer', companyId: 'a' }

  it('leaves alone what is as the network says', () => {
    for (const held of [branch, team, dealer, UNASSIGNED]) {
      expect(decideMoveUp(held, network(whole))).toBeNull()
    }
  })

  it('goes one level up: team to branch, branch to dealer, dealer to Unassigned', () => {
    const noTeam = network({ ...whole, teams: { at: { active: false, companyId: 'a', branchIds: [] } } })
    const toBranch = { ...branch, assigneeId: null }
    expect(decideMoveUp(team, noTeam)).toEqual({ to: toBranch, reason: 'team-dissolved' })
    expect(decideMoveUp({ ...team, branchId: null }, noTeam)).toEqual({
      to: dealer,
      reason: 'team-dissolved',
    })
    const noBranch = network({ ...whole, branches: { a1: { active: false, companyId: 'a' } } })
    expect(decideMoveUp(branch, noBranch)).toEqual({ to: dealer, reason: 'branch-closed' })
    const noCompany = network({ ...whole, companies: { a: false } })
    for (const held of [dealer, branch, team]) {
      expect(decideMoveUp(held, noCompany)).toEqual({ to: UNASSIGNED, reason: 'company-left' })
    }
  })

  it('gives what the distributor’s units held to the review queue', () => {
    const closed = { active: false, companyId: 'dist' }
    const there = network({ ...whole, branches: { d1: closed }, teams: { dt: { ...closed, branchIds: [] } } })
    const atBranch: Assigned = { ...UNASSIGNED, status: 'branch', companyId: 'dist', branchId: 'd1' }
    const atTeam: Assigned = { ...UNASSIGNED, status: 'team', companyId: 'dist', teamId: 'dt' }
    expect(decideMoveUp(atBranch, there)?.to).toEqual(UNASSIGNED)
    expect(decideMoveUp(atTeam, there)?.to).toEqual(UNASSIGNED)
  })

  it('asks the distributor about a branch that went to another company; a team keeps what it holds', () => {
    const moved = network({ ...whole, branches: { a1: { active: true, companyId: 'b' } } })
    expect(decideMoveUp(branch, moved)).toEqual({ to: UNASSIGNED, reason: 'branch-moved' })
    expect(decideMoveUp(team, moved)).toEqual({ to: { ...team, branchId: null }, reason: 'branch-moved' })
  })

  it('takes who left off the ticket, and leaves it with the unit', () => {
    const user = { companyId: 'a', branchId: 'a1', teamIds: ['at'] }
    for (const changed of [
      { ...user, active: false },
      { ...user, active: true, branchId: null, teamIds: [] },
      { ...user, active: true, companyId: 'b' },
    ]) {
      const there = network({ ...whole, users: { u1: changed } })
      const to = { ...branch, assigneeId: null }
      expect(decideMoveUp(branch, there)).toEqual({ to, reason: 'person-left' })
    }
  })
})
