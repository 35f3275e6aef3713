import { applySnapshot, type SnapshotInput } from '../modules/directory/index.ts'
import { type ModelInput, replaceModels } from '../modules/vehicles/index.ts'
import type { Ctx } from '../platform/context.ts'

/**
 * The network of the tests: a distributor and two rival dealers. Which branch serves what is chosen so that a place
 * by rule exists for some requests and not for others:
 *
 * | test drive of | in north | in south | in east |
 * | --- | --- | --- | --- |
 * | brand a | only `alphaNorth` | only `alphaSouth` | only `betaEast` |
 * | brand b | `alphaNorth` and `betaNorth` | none | none |
 * | brand c | only `betaNorth` | none | only `betaEast` |
 */
export const CITY = { north: 'north', south: 'south', east: 'east' } as const
export const BRAND = { a: 'brand-a', b: 'brand-b', c: 'brand-c' } as const
export const SERVICE = {
  newSale: 'new-vehicle-sale',
  usedSale: 'used-car-sales',
  testDrive: 'test-drive',
  repair: 'auto-repair-and-maintenance',
  paint: 'body-and-paint',
} as const
export const COMPANY = { distributor: 'distributor', alpha: 'alpha', beta: 'beta' } as const
export const BRANCH = {
  head: 'distributor-head',
  depot: 'distributor-depot',
  alphaNorth: 'alpha-north',
  alphaSouth: 'alpha-south',
  /** Closed last year; serves brand a in the north, as `alphaNorth` does. */
  alphaClosed: 'alpha-closed',
  betaNorth: 'beta-north',
  betaEast: 'beta-east',
} as const
export const TEAM = {
  recall: 'distributor-recall',
  care: 'distributor-care',
  fleet: 'distributor-fleet',
  /** Serves `alphaNorth`. */
  alphaSales: 'alpha-sales',
  /** Serves the whole company, no branch. */
  alphaDesk: 'alpha-desk',
  /** Serves `betaNorth`. */
  betaSales: 'beta-sales',
  betaDesk: 'beta-desk',
} as const
export const USER = {
  coordinator: 'coordinator',
  admin: 'distributor-admin',
  recallSpecialist: 'recall-specialist',
  careAgent: 'care-agent',
  auditor: 'auditor',
  privacyOfficer: 'privacy-officer',
  alphaManager: 'alpha-manager',
  alphaNorthAgent: 'alpha-north-agent',
  alphaSouthAgent: 'alpha-south-agent',
  /** In `alphaSales`. */
  alphaTeamAgent: 'alpha-team-agent',
  /** In `alphaDesk`. */
  alphaDeskAgent: 'alpha-desk-agent',
  /** Of the whole company; leaves where a test wants it. */
  alphaLeaver: 'alpha-leaver',
  /** Inactive. */
  alphaFormer: 'alpha-former',
  betaManager: 'beta-manager',
  betaNorthAgent: 'beta-north-agent',
  betaEastAgent: 'beta-east-agent',
  betaTeamAgent: 'beta-team-agent',
} as const
export const MODEL = { a: 'model-a-one', b: 'model-b-one', c: 'model-c-one' } as const

const zone = 'Asia/Baghdad'
const name = (en: string, ar: string) => ({ en, ar })

type Branch = SnapshotInput['branches'][number]
const branch = (id: string, companyId: string, cityId: string, rest: Partial<Branch>): Branch => ({
  ...{ id, companyId, cityId, name: name(`Branch ${id}`, `فرع ${id}`), timeZone: zone },
  address: name(`1 ${cityId} Street`, `شارع ${cityId}`),
  ...{ latitude: 36.2, longitude: 44, brandIds: [], departmentIds: [], serviceIds: [], holidays: [] },
  workingPeriods: [{ days: [0, 1, 2, 3, 4], from: '08:00', to: '17:00' }],
  ...{ active: true, ...rest },
})

type Team = SnapshotInput['teams'][number]
const team = (id: string, companyId: string, branchIds: string[], tags: string[]): Team => ({
  ...{ id, companyId, name: name(`Team ${id}`, `فريق ${id}`), branchIds, tags, active: true },
})

type User = SnapshotInput['users'][number]
type Scope = NonNullable<User['scopes']>[number]
const user = (
  id: string,
  companyId: string,
  role: string,
  scopes: Scope[],
  rest: Partial<User> = {},
): User => ({
  ...{ id, companyId, roles: [role], scopes, name: name(`Person ${id}`, `شخص ${id}`) },
  ...{ email: `${id}@${companyId}.example`, phone: '+9647500009000', language: 'en', teamIds: [] },
  ...{ active: true, ...rest },
})

const own: Scope = { kind: 'own' }
const network: Scope = { kind: 'network' }
const company = (unitId: string): Scope => ({ kind: 'company', unitId })
const atBranch = (unitId: string): Scope => ({ kind: 'branch', unitId })
const inTeam = (unitId: string): Scope => ({ kind: 'team', unitId })

const { a, b, c } = BRAND
const { newSale, usedSale, testDrive, repair, paint } = SERVICE
const { distributor, alpha, beta } = COMPANY
const { north, south, east } = CITY
const showroom = ['showroom']
const both = ['showroom', 'service-center']

function branches(): Branch[] {
  return [
    branch(BRANCH.head, distributor, north, { brandIds: [a, b, c] }),
    branch(BRANCH.depot, distributor, south, {
      ...{ brandIds: [c], serviceIds: [repair], departmentIds: ['service-center'] },
    }),
    branch(BRANCH.alphaNorth, alpha, north, {
      ...{ brandIds: [a, b], serviceIds: [newSale, usedSale, testDrive, repair], departmentIds: both },
    }),
    branch(BRANCH.alphaSouth, alpha, south, {
      ...{ brandIds: [a], serviceIds: [newSale, testDrive, repair], departmentIds: both },
    }),
    branch(BRANCH.alphaClosed, alpha, north, {
      ...{ brandIds: [a], serviceIds: [newSale, testDrive, repair], departmentIds: both },
      ...{ openedOn: '2019-01-01', closedOn: '2025-06-30' },
    }),
    branch(BRANCH.betaNorth, beta, north, {
      ...{ brandIds: [b, c], serviceIds: [newSale, testDrive, paint], departmentIds: both },
    }),
    branch(BRANCH.betaEast, beta, east, {
      ...{ brandIds: [a, c], serviceIds: [newSale, usedSale, testDrive], departmentIds: showroom },
    }),
  ]
}

function users(): User[] {
  const agent = (id: string, companyId: string, branchId: string) =>
    user(id, companyId, 'branch-agent', [atBranch(branchId), own], { branchId })
  const member = (id: string, companyId: string, teamId: string, role = 'team-agent') =>
    user(id, companyId, role, [inTeam(teamId), own], { teamIds: [teamId] })
  return [
    user(USER.coordinator, distributor, 'coordinator', [network], { branchId: BRANCH.head, language: 'ar' }),
    user(USER.admin, distributor, 'distributor-admin', [network], { branchId: BRANCH.head }),
    member(USER.recallSpecialist, distributor, TEAM.recall, 'recall-specialist'),
    member(USER.careAgent, distributor, TEAM.care),
    user(USER.auditor, distributor, 'auditor', [network], { branchId: BRANCH.head }),
    user(USER.privacyOfficer, distributor, 'privacy-officer', [network], { branchId: BRANCH.head }),
    user(USER.alphaManager, alpha, 'dealer-manager', [company(alpha), own], { branchId: BRANCH.alphaNorth }),
    agent(USER.alphaNorthAgent, alpha, BRANCH.alphaNorth),
    agent(USER.alphaSouthAgent, alpha, BRANCH.alphaSouth),
    member(USER.alphaTeamAgent, alpha, TEAM.alphaSales),
    member(USER.alphaDeskAgent, alpha, TEAM.alphaDesk),
    user(USER.alphaLeaver, alpha, 'dealer-manager', [company(alpha), own]),
    user(USER.alphaFormer, alpha, 'branch-agent', [company(alpha)], { active: false }),
    user(USER.betaManager, beta, 'dealer-manager', [company(beta), own], { branchId: BRANCH.betaNorth }),
    agent(USER.betaNorthAgent, beta, BRANCH.betaNorth),
    agent(USER.betaEastAgent, beta, BRANCH.betaEast),
    member(USER.betaTeamAgent, beta, TEAM.betaSales),
  ]
}

/** A fresh snapshot, to be changed as a test needs. */
export function worldSnapshot(): SnapshotInput {
  const city = (id: string, en: string, ar: string) => ({
    id,
    regionId: 'plains',
    name: name(en, ar),
    timeZone: zone,
  })
  const service = (id: string, en: string, ar: string, departmentIds: string[]) => ({
    ...{ id, name: name(en, ar), departmentIds },
  })
  return {
    countries: [{ id: 'iraq', name: name('Iraq', 'العراق') }],
    regions: [{ id: 'plains', countryId: 'iraq', name: name('Plains', 'السهول') }],
    cities: [
      city(north, 'Northtown', 'مدينة الشمال'),
      city(south, 'Southtown', 'مدينة الجنوب'),
      city(east, 'Easttown', 'مدينة الشرق'),
    ],
    brands: [a, b, c].map((id) => ({
      id,
      name: name(`Brand ${id.at(-1)?.toUpperCase()}`, `علامة ${id.at(-1)}`),
    })),
    departments: [
      { id: 'showroom', name: name('Showroom', 'صالة العرض') },
      { id: 'service-center', name: name('Service center', 'مركز الخدمة') },
    ],
    services: [
      service(newSale, 'New vehicle sale', 'بيع سيارات جديدة', showroom),
      service(usedSale, 'Used car sales', 'بيع سيارات مستعملة', showroom),
      service(testDrive, 'Test drive', 'تجربة قيادة', showroom),
      service(repair, 'Repair and maintenance', 'إصلاح وصيانة', ['service-center']),
      service(paint, 'Body and paint', 'سمكرة وصبغ', ['service-center']),
    ],
    companies: [
      { id: distributor, kind: 'distributor', name: name('Central Distribution', 'التوزيع المركزي') },
      { id: alpha, kind: 'dealer', name: name('Alpha Motors', 'ألفا للسيارات') },
      { id: beta, kind: 'dealer', name: name('Beta Cars', 'بيتا للسيارات') },
    ],
    branches: branches(),
    teams: [
      team(TEAM.recall, distributor, [BRANCH.head], ['ssc-inquiry']),
      team(TEAM.care, distributor, [BRANCH.head, BRANCH.depot], ['customer-care']),
      team(TEAM.fleet, distributor, [BRANCH.head], ['vehicle-quotation']),
      team(TEAM.alphaSales, alpha, [BRANCH.alphaNorth], ['vehicle-quotation']),
      team(TEAM.alphaDesk, alpha, [], ['general-inquiry']),
      team(TEAM.betaSales, beta, [BRANCH.betaNorth], ['vehicle-quotation']),
      team(TEAM.betaDesk, beta, [], ['general-inquiry']),
    ],
    users: users(),
  }
}

export function worldModels(): ModelInput[] {
  const model = (id: string, brandId: string, letter: string) => ({
    ...{ id, brandId, name: name(`${letter}-One`, `${letter} ون`) },
    ...{ grades: ['Standard', 'Comfort'], years: [2025, 2026, 2027], bodyType: 'suv' },
  })
  return [model(MODEL.a, a, 'A'), model(MODEL.b, b, 'B'), model(MODEL.c, c, 'C')]
}

/** Brings the test world's network and models into an empty database. */
export async function settleWorld(ctx: Ctx): Promise<void> {
  await applySnapshot(ctx, worldSnapshot())
  await replaceModels(ctx, worldModels())
}
