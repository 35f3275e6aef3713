import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TICKET_TYPES } from '../../../contract/ticket-details.ts'
import type { BranchEntry, Network } from '../directory/index.ts'
import { decideRoute } from './decide-route.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import type { Facts } from './rule.ts'

const named = (id: string) => ({ id, name: { en: id }, active: true })
const branch = (
  id: string,
  cityId: string,
  brands: string[],
  services: string[],
  active = true,
): BranchEntry => ({
  ...named(id),
  ...{ active, companyId: `company-of-${id}`, cityId, timeZone: 'Asia/Baghdad', address: null, phone: null },
  ...{ latitude: null, longitude: null, departmentIds: new Set<string>(), workingPeriods: [], holidays: [] },
  brandIds: new Set(brands),
  serviceIds: new Set(services),
})
const byId = <Entry extends { id: string }>(entries: Entry[]) =>
  new Map(entries.map((entry) => [entry.id, entry]))
const distributor = { ...named('dist'), kind: 'distributor' as const }
const team = (id: string, companyId: string, tags: string[]) => ({
  ...named(id),
  companyId,
  branchIds: [],
  tags,
})

function network(
  branches: BranchEntry[],
  teams = [team('recall', 'dist', ['ssc-inquiry']), team('care', 'dist', ['customer-care'])],
): Network {
  const empty = {
    users: new Map(),
    brands: new Map(),
    departments: new Map(),
    services: new Map(),
    cities: new Map(),
  }
  return {
    version: 1,
    distributor,
    companies: byId([distributor]),
    branches: byId(branches),
    teams: byId(teams),
    ...empty,
  }
}
const facts = (more: Partial<Facts>): Facts => ({
  ...{ type: 'test-drive', topic: null, brandId: 'tavro', cityId: 'erbil', requestedBranchId: null },
  ...{ serviceId: 'test-drive', brandMatters: true, ...more },
})
const one = branch('one', 'erbil', ['tavro'], ['test-drive'])
const two = branch('two', 'erbil', ['tavro'], ['test-drive'])
const decide = (given: Partial<Facts>, ...branches: BranchEntry[]) =>
  decideRoute(facts(given), network(branches), DEFAULT_RULES)
const codes = (route: ReturnType<typeof decideRoute>) => route.reasons.map((reason) => reason.code)

describe('decideRoute', () => {
  it('sends SSC inquiries to the recall team and complaints to customer care, whatever else is asked', () => {
    const ssc = decide({ type: 'ssc-inquiry', serviceId: null, requestedBranchId: 'one' }, one)
    expect(ssc).toMatchObject({
      rule: 'ssc-to-recall-team',
      target: { status: 'team', companyId: 'dist', teamId: 'recall' },
    })
    const complaint = decide(
      { type: 'general-inquiry', topic: 'complaint', serviceId: null, requestedBranchId: 'one' },
      one,
    )
    expect(complaint).toMatchObject({
      rule: 'complaint-to-customer-care',
      priority: 'high',
      target: { teamId: 'care' },
    })
  })

  it('leaves them for review where the distributor has no such team', () => {
    const route = decideRoute(
      facts({ type: 'ssc-inquiry', serviceId: null, cityId: null }),
      network([], [team('x', 'dealer', ['ssc-inquiry'])]),
      DEFAULT_RULES,
    )
    expect(route.target.status).toBe('unassigned')
    expect(codes(route)).toContain('team-missing')
  })

  it('prefers the branch that was asked for, if it serves brand and service', () => {
    expect(decide({ requestedBranchId: 'two' }, one, two)).toMatchObject({
      rule: 'requested-branch',
      target: { branchId: 'two' },
    })
    const unfit = decide(
      { requestedBranchId: 'two' },
      one,
      branch('two', 'erbil', ['tavro'], ['body-and-paint']),
    )
    expect(unfit.target.status).toBe('unassigned')
    expect(codes(unfit)).toEqual(['requested-branch-unfit', 'for-review'])
    const inquiry = decide(
      {
        type: 'general-inquiry',
        topic: 'feedback',
        serviceId: null,
        brandId: null,
        requestedBranchId: 'one',
      },
      one,
    )
    expect(inquiry.target.branchId).toBe('one')
  })

  it('takes the only fitting branch in the city, and says why not otherwise', () => {
    expect(decide({}, one, branch('far', 'basra', ['tavro'], ['test-drive']))).toMatchObject({
      rule: 'only-branch-in-city',
      target: { branchId: 'one' },
    })
    expect(codes(decide({}, one, two))).toEqual(['several-branches-in-city', 'for-review'])
    expect(codes(decide({ cityId: 'duhok' }, one))).toEqual(['no-branch-in-city', 'for-review'])
    expect(codes(decide({ cityId: null }, one))).toEqual(['city-unknown', 'for-review'])
    expect(codes(decide({ brandId: null }, one))).toEqual(['brand-unknown', 'for-review'])
    expect(codes(decide({ type: 'general-inquiry', topic: 'feedback', serviceId: null }, one))).toEqual([
      'for-review',
    ])
    expect(decide({}, one, branch('shut', 'erbil', ['tavro'], ['test-drive'], false)).target.branchId).toBe(
      'one',
    )
  })

  it('needs no brand for somebody’s own car', () => {
    const used = branch('used', 'erbil', [], ['used-car-sales'])
    const sell = {
      type: 'vehicle-quotation',
      serviceId: 'used-car-sales',
      brandMatters: false,
      brandId: null,
    } as const
    expect(decide(sell, used, one).target.branchId).toBe('used')
  })

  it('only ever names an open place that fits, and always says why', () => {
    const anyBranch = fc.record({
      id: fc.constantFrom('one', 'two', 'three'),
      city: fc.constantFrom('erbil', 'basra'),
      brands: fc.subarray(['tavro', 'orveo']),
      services: fc.subarray(['test-drive', 'new-vehicle-sale']),
      active: fc.boolean(),
    })
    const anyFacts = fc.record({
      type: fc.constantFrom(...TICKET_TYPES),
      topic: fc.constantFrom(null, 'complaint', 'feedback'),
      brandId: fc.constantFrom(null, 'tavro', 'orveo'),
      cityId: fc.constantFrom(null, 'erbil', 'basra'),
      requestedBranchId: fc.constantFrom(null, 'one', 'two'),
      serviceId: fc.constantFrom(null, 'test-drive', 'new-vehicle-sale'),
      brandMatters: fc.boolean(),
    })
    fc.assert(
      fc.property(anyFacts, fc.uniqueArray(anyBranch, { selector: (b) => b.id }), (given, list) => {
        const branches = list.map((b) => branch(b.id, b.city, b.brands, b.services, b.active))
        const here = network(branches)
        const route = decideRoute(given, here, DEFAULT_RULES)
        expect(decideRoute(given, here, DEFAULT_RULES)).toEqual(route)
        expect(route.reasons.length).toBeGreaterThan(0)
        const { branchId } = route.target
        if (branchId === null) return
        const chosen = here.branches.get(branchId)
        expect(chosen?.active).toBe(true)
        if (given.serviceId !== null) expect(chosen?.serviceIds.has(given.serviceId)).toBe(true)
        if (given.brandId !== null && given.brandMatters)
          expect(chosen?.brandIds.has(given.brandId)).toBe(true)
        if (given.requestedBranchId !== null) expect(branchId).toBe(given.requestedBranchId)
      }),
    )
  })
})
