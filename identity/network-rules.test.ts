import { describe, expect, test } from 'vitest'
import { checkSnapshot } from '../server/modules/directory/check-snapshot.ts'
import type { Network } from './network-file.ts'
import { parseNetwork } from './network-file.ts'
import { checkNetwork, newFaults } from './network-rules.ts'
import { wholeNetwork } from './test/whole-network.ts'

const network = (): Network => parseNetwork('test', JSON.stringify(wholeNetwork()))
const at = <Thing>(list: Thing[], row = 0): Thing => list[row] as Thing

test('a network that holds together has no faults, here and for the reader of the feed', () => {
  expect(checkNetwork(network())).toEqual([])
  checkSnapshot(wholeNetwork())
})

/** What somebody breaks, where it is told, and whether the ticket system would refuse the whole feed for it. */
const FAULTS: [
  what: string,
  breakIt: (network: Network) => unknown,
  field: string,
  code: string,
  stops?: false,
][] = [
  ['no distributor', (n) => (at(n.companies).active = false), 'kind', 'one-distributor'],
  ['two distributors', (n) => (at(n.companies, 1).kind = 'distributor'), 'kind', 'one-distributor'],
  ['an unknown kind', (n) => (at(n.companies, 1).kind = 'shop'), 'kind', 'bad-choice'],
  ['an unknown parent', (n) => (at(n.companies, 1).parentId = 'nobody'), 'parentId', 'missing'],
  ['its own parent', (n) => (at(n.companies, 1).parentId = 'east'), 'parentId', 'own-ancestor'],
  [
    'a circle of parents',
    (n) =>
      [1, 2].map((row) => Object.assign(at(n.companies, row), { parentId: row === 1 ? 'west' : 'east' })),
    'parentId',
    'own-ancestor',
  ],
  ['an id with a blank', (n) => (at(n.branches).id = 'a b'), 'id', 'bad-id'],
  ['an id twice', (n) => (at(n.branches, 1).id = 'east-one'), 'id', 'taken'],
  ['no English name', (n) => (at(n.teams).name = { en: ' ' }), 'name.en', 'required'],
  ['an empty Arabic name', (n) => (at(n.teams).name.ar = ' '), 'name.ar', 'required'],
  ['a name without end', (n) => (at(n.teams).name.en = 'x'.repeat(301)), 'name.en', 'too-long'],
  ['an unknown company', (n) => (at(n.branches).companyId = 'nobody'), 'companyId', 'missing'],
  ['an unknown city', (n) => (at(n.branches).cityId = 'nowhere'), 'cityId', 'missing'],
  ['an unknown brand', (n) => at(n.branches).brandIds.push('x'), 'brandIds', 'missing'],
  ['an unknown department', (n) => at(n.branches).departmentIds.push('x'), 'departmentIds', 'missing'],
  ['an unknown service', (n) => at(n.branches).serviceIds.push('x'), 'serviceIds', 'missing'],
  ['an unknown zone', (n) => (at(n.branches).timeZone = 'Mars/Base'), 'timeZone', 'bad-zone'],
  [
    'no zone',
    (n) => [n.branches, n.cities].map((list) => Object.assign(at<object>(list), { timeZone: null })),
    'timeZone',
    'no-zone',
  ],
  ['a latitude of 91', (n) => (at(n.branches).latitude = 91), 'latitude', 'bad-number'],
  [
    'a longitude that is none',
    (n) => (at(n.branches).longitude = Number.NaN),
    'longitude',
    'bad-number',
    false,
  ],
  ['the 30th of February', (n) => (at(n.branches).closedOn = '2027-02-30'), 'closedOn', 'bad-date'],
  ['closed before opened', (n) => (at(n.branches).closedOn = '2001-01-01'), 'closedOn', 'order', false],
  [
    'hours to 25:00',
    (n) => (at(at(n.branches).workingPeriods).to = '25:00'),
    'workingPeriods.0.to',
    'bad-time',
  ],
  [
    'hours backwards',
    (n) => (at(at(n.branches).workingPeriods).to = '01:00'),
    'workingPeriods.0.to',
    'order',
    false,
  ],
  [
    'hours on no day',
    (n) => (at(at(n.branches).workingPeriods).days = []),
    'workingPeriods.0.days',
    'no-days',
  ],
  [
    'hours of an unknown department',
    (n) => (at(at(n.branches).workingPeriods).departmentId = 'x'),
    'workingPeriods.0.departmentId',
    'missing',
  ],
  [
    'a holiday without name',
    (n) => (at(at(n.branches).holidays).name = { en: '' }),
    'holidays.0.name.en',
    'required',
  ],
  [
    'a holiday backwards',
    (n) => (at(at(n.branches).holidays).to = '2001-01-01'),
    'holidays.0.to',
    'order',
    false,
  ],
  ['a branch of another company', (n) => at(n.teams).branchIds.push('west-one'), 'branchIds', 'foreign'],
  ['an unknown branch', (n) => at(n.teams).branchIds.push('x'), 'branchIds', 'missing'],
  ['an empty tag', (n) => at(n.teams).tags.push(''), 'tags', 'too-long'],
  ['no e-mail', (n) => (at(n.users).email = ''), 'email', 'required'],
  ['a bad e-mail', (n) => (at(n.users).email = 'a..b@x.example'), 'email', 'bad-email'],
  ['an e-mail twice', (n) => (at(n.users).email = 'BEA@east.example'), 'email', 'taken', false],
  ['a bad phone', (n) => (at(n.users).phone = '0'.repeat(41)), 'phone', 'bad-phone'],
  ['a home branch elsewhere', (n) => (at(n.users, 2).branchId = 'west-one'), 'branchId', 'foreign'],
  ['a team elsewhere', (n) => at(n.users).teamIds.push('east-sales'), 'teamIds', 'foreign'],
  ['an unknown team', (n) => at(n.users).teamIds.push('x'), 'teamIds', 'missing'],
  ['a scope of nothing', (n) => (at(n.users).scopes = [{ kind: 'company' }]), 'scopes.0.unit', 'required'],
  [
    'a scope on an unknown unit',
    (n) => (at(n.users).scopes = [{ kind: 'team', unitId: 'east-one' }]),
    'scopes.0.unit',
    'missing',
  ],
  [
    'a scope on all that names a unit',
    (n) => (at(n.users).scopes = [{ kind: 'network', unitId: 'hub' }]),
    'scopes.0.unit',
    'bad-choice',
  ],
  [
    "the whole network for a dealer's person",
    (n) => (at(n.users, 2).scopes = [{ kind: 'network', brandId: 'tavro' }]),
    'scopes.0.unit',
    'distributor-only',
  ],
  [
    'a scope on an unknown brand',
    (n) => (at(n.users).scopes = [{ kind: 'own', brandId: 'x' }]),
    'scopes.0.brandId',
    'missing',
  ],
]

describe('each fault is told beside its field, and what would stop the feed is refused', () => {
  test.each(FAULTS)('%s', (_what, breakIt, field, code, stops) => {
    const broken = network()
    breakIt(broken)
    expect(checkNetwork(broken)).toContainEqual(expect.objectContaining({ field, code }))
    if (stops !== false) expect(() => checkSnapshot(JSON.parse(JSON.stringify(broken)))).toThrow()
  })
})

test('an edit answers for its own thing wholly, and for others only for what it breaks', () => {
  const before = network()
  at(before.branches).phone = 'x'
  const after = structuredClone(before)
  at(after.companies, 2).name.en = 'West & Sons'
  expect(newFaults(before, after, { kind: 'companies', id: 'west' })).toEqual([])
  expect(newFaults(before, after, { kind: 'branches', id: 'east-one' })).toMatchObject([
    { code: 'bad-phone' },
  ])
  at(after.branches, 1).companyId = 'hub'
  expect(newFaults(before, after, { kind: 'branches', id: 'west-one' })).toMatchObject([
    { kind: 'users', id: 'rob', field: 'branchId', code: 'foreign' },
  ])
})
