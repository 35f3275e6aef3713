import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

type Name = { en: string; ar: string; ckb?: string; ru?: string }
interface Named {
  id: string
  name: Name
}
interface Branch extends Named {
  companyId: string
  cityId: string
  timeZone: string
  address: Name
  phone: string
  brandIds: string[]
  departmentIds: string[]
  serviceIds: string[]
  workingPeriods: { days: number[]; from: string; to: string; departmentId?: string }[]
  holidays: { from: string; to: string; name: Name }[]
  openedOn: string
  closedOn?: string
  active: boolean
}
interface User extends Named {
  email: string
  phone: string
  language: string
  companyId: string
  branchId?: string
  teamIds: string[]
  roles: string[]
  scopes: { kind: string; unitId?: string; brandId?: string }[]
  active: boolean
}
interface Network {
  countries: Named[]
  regions: (Named & { countryId: string })[]
  cities: (Named & { regionId: string; timeZone: string })[]
  brands: Named[]
  departments: Named[]
  services: (Named & { departmentIds: string[] })[]
  companies: (Named & { kind: string; active: boolean })[]
  branches: Branch[]
  teams: (Named & { companyId: string; branchIds: string[]; tags: string[] })[]
  users: User[]
}
interface Model extends Named {
  brandId: string
  grades: string[]
  years: number[]
  bodyType: string
}

const read = async <Value>(file: string) =>
  JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8')) as Value
const network = await read<Network>('./network.json')
const models = await read<Model[]>('./vehicle-models.json')

const LISTS = Object.entries(network) as [string, Named[]][]
const ids = (things: { id: string }[]) => new Set(things.map((thing) => thing.id))
const byId = <Thing extends { id: string }>(things: Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]))
/** Every named id is in the list; a plain subset check, so that the failure shows the id. */
const expectKnown = (named: (string | undefined)[], things: { id: string }[]) => {
  const known = ids(things)
  expect(named.filter((id) => id !== undefined && !known.has(id))).toEqual([])
}

describe('the demo network', () => {
  test('has the size that the screens and figures are made for', () => {
    const kinds = network.companies.map((company) => company.kind)
    expect(kinds.filter((kind) => kind === 'distributor')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'dealer')).toHaveLength(5)
    const open = network.branches.filter((branch) => branch.active)
    expect(open).toHaveLength(25)
    expect(network.teams).toHaveLength(16)
    expect(network.users).toHaveLength(80)
    expect(network.brands).toHaveLength(3)
    expect(models).toHaveLength(30)
  })

  test('uses readable ids once, and names in English and Arabic', () => {
    for (const [list, things] of [...LISTS, ['models', models] as [string, Named[]]]) {
      expect([list, ids(things).size]).toEqual([list, things.length])
      for (const { id, name } of things) {
        expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(name.en, id).toMatch(/^[A-Z0-9]/)
        expect(name.ar, id).toMatch(/[\u0600-\u06FF]/)
      }
    }
  })

  test('points only at things that exist', () => {
    const { regions, cities, services, branches, teams, users } = network
    expectKnown(
      regions.map((region) => region.countryId),
      network.countries,
    )
    expectKnown(
      cities.map((city) => city.regionId),
      regions,
    )
    expectKnown(
      services.flatMap((service) => service.departmentIds),
      network.departments,
    )
    for (const units of [branches, teams, users])
      expectKnown(
        units.map((unit) => unit.companyId),
        network.companies,
      )
    expectKnown(
      branches.map((branch) => branch.cityId),
      cities,
    )
    expectKnown(
      branches.flatMap((branch) => branch.brandIds),
      network.brands,
    )
    expectKnown(
      branches.flatMap((branch) => branch.departmentIds),
      network.departments,
    )
    expectKnown(
      branches.flatMap((branch) => branch.serviceIds),
      services,
    )
    expectKnown(
      models.map((model) => model.brandId),
      network.brands,
    )
    for (const model of models) expect(model.grades.length * model.years.length, model.id).toBeGreaterThan(0)
  })

  test('keeps teams and people within their own company', () => {
    const branches = byId(network.branches)
    const teams = byId(network.teams)
    for (const team of network.teams) {
      expect(team.branchIds.length, team.id).toBeGreaterThan(0)
      for (const id of team.branchIds) expect(branches.get(id)?.companyId, team.id).toBe(team.companyId)
    }
    for (const user of network.users) {
      expect(branches.get(user.branchId ?? '')?.companyId, user.id).toBe(user.companyId)
      for (const id of user.teamIds) expect(teams.get(id)?.companyId, user.id).toBe(user.companyId)
    }
  })

  test('gives branches services of their departments, hours, and a closing date where they are closed', () => {
    const services = byId(network.services)
    for (const branch of network.branches) {
      for (const id of branch.serviceIds) {
        const possible = services
          .get(id)
          ?.departmentIds.some((department) => branch.departmentIds.includes(department))
        expect(possible, `${branch.id} ${id}`).toBe(true)
      }
      expect(branch.timeZone).toBe('Asia/Baghdad')
      expect(branch.active).toBe(branch.closedOn === undefined)
      for (const { days, from, to, departmentId } of branch.workingPeriods) {
        expect(days, branch.id).not.toContain(5)
        expect(days.every((day) => Number.isInteger(day) && day >= 0 && day <= 6)).toBe(true)
        expect(from < to, branch.id).toBe(true)
        expect([from, to].join()).toMatch(/^\d\d:\d\d,\d\d:\d\d$/)
        if (departmentId) expect(branch.departmentIds, branch.id).toContain(departmentId)
      }
      for (const { from, to } of branch.holidays) expect(from <= to, branch.id).toBe(true)
    }
    expect(
      network.branches.some((branch) => branch.workingPeriods.some(({ days }) => days.includes(6))),
    ).toBe(true)
  })
})

describe('the people', () => {
  test('have addresses and numbers that nobody has', () => {
    for (const { email, companyId } of network.users)
      expect(email.endsWith(`@${companyId}.example`), email).toBe(true)
    expect(new Set(network.users.map((user) => user.email)).size).toBe(80)
    const phones = [...network.users, ...network.branches].map((owner) => owner.phone)
    for (const phone of phones) expect(phone).toMatch(/^\+964750000\d{4}$/)
    expect(new Set(phones).size).toBe(phones.length)
  })

  test('have scopes that agree with their roles', () => {
    const kindsOf: Record<string, string[]> = {
      coordinator: ['network'],
      'distributor-admin': ['network'],
      auditor: ['network'],
      'recall-specialist': ['team', 'own'],
      'dealer-manager': ['company'],
      'branch-agent': ['branch', 'own'],
      'team-agent': ['team', 'own'],
    }
    for (const user of network.users) {
      const due = new Set(user.roles.flatMap((role) => kindsOf[role] ?? [`unknown role ${role}`]))
      expect([user.id, ...user.scopes.map((scope) => scope.kind).sort()]).toEqual([
        user.id,
        ...[...due].sort(),
      ])
      for (const { kind, unitId } of user.scopes) {
        if (kind === 'company') expect(unitId, user.id).toBe(user.companyId)
        if (kind === 'branch') expect(unitId, user.id).toBe(user.branchId)
        if (kind === 'team') expect(user.teamIds, user.id).toContain(unitId)
      }
    }
  })

  test('fill every post: a manager per dealer, agents per team and per open dealer branch', () => {
    const holding = (role: string) => network.users.filter((user) => user.roles.includes(role))
    for (const dealer of network.companies.filter((company) => company.kind === 'dealer')) {
      expect(
        holding('dealer-manager').some((user) => user.companyId === dealer.id),
        dealer.id,
      ).toBe(true)
      for (const branch of network.branches.filter((each) => each.active && each.companyId === dealer.id)) {
        expect(
          holding('branch-agent').some((user) => user.branchId === branch.id),
          branch.id,
        ).toBe(true)
      }
    }
    for (const team of network.teams)
      expect(
        network.users.some((user) => user.teamIds.includes(team.id)),
        team.id,
      ).toBe(true)
    expect(holding('recall-specialist').every((user) => user.teamIds.includes('dilmar-recall-desk'))).toBe(
      true,
    )
    const named = (name: string) => network.users.find((user) => user.name.en === name)
    expect(named('Payam Sherzad')?.roles).toEqual(['coordinator'])
    expect(named('Shirin Aziz')).toMatchObject({
      companyId: 'rubar',
      branchId: 'rubar-erbil-gulan',
      roles: ['branch-agent'],
    })
  })
})

describe('routing', () => {
  const serving = (cityId: string, brandId: string, serviceId: string) =>
    network.branches.filter(
      (branch) =>
        branch.active &&
        branch.cityId === cityId &&
        branch.brandIds.includes(brandId) &&
        branch.serviceIds.includes(serviceId),
    )

  test('finds the teams that its rules name', () => {
    const tagged = (tag: string) =>
      network.teams.filter((team) => team.tags.includes(tag)).map((team) => team.id)
    expect(tagged('ssc-inquiry')).toEqual(['dilmar-recall-desk'])
    expect(tagged('customer-care')).toEqual(['dilmar-customer-care'])
  })

  test.each([
    'test-drive',
    'new-vehicle-sale',
    'used-car-sales',
    'auto-repair-and-maintenance',
    'body-and-paint',
  ])('of %s meets cities with no branch and with exactly one', (serviceId) => {
    const counts = network.cities.flatMap((city) =>
      network.brands.map((brand) => serving(city.id, brand.id, serviceId).length),
    )
    expect(counts).toContain(0)
    expect(counts).toContain(1)
  })

  test('has the cases that the demo tickets tell of', () => {
    expect(serving('kirkuk', 'orveo', 'test-drive').map((branch) => branch.id)).toEqual(['zerin-kirkuk'])
    expect(serving('erbil', 'tavro', 'test-drive').length).toBeGreaterThan(2)
    expect(serving('baghdad', 'tavro', 'auto-repair-and-maintenance').length).toBeGreaterThan(1)
    expect(serving('sulaymaniyah', 'tavro', 'test-drive')).toEqual([])
    const empty = network.cities.filter(
      (city) => !network.branches.some((branch) => branch.cityId === city.id),
    )
    expect(empty.map((city) => city.id)).toEqual(['karbala'])
  })
})
