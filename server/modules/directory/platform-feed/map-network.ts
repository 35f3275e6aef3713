import type { SnapshotInput } from '../snapshot.ts'
import { mapCalendars } from './map-calendars.ts'
import { mapUsers } from './map-users.ts'
import type { Company, Mapped, PlatformLists, Unit } from './platform-lists.ts'
import type { PlatformKind, PlatformMapping } from './platform-mapping.ts'
import {
  column,
  dayOf,
  localisedOf,
  type PlatformRow,
  phoneOf,
  reference,
  references,
  textOf,
} from './read-columns.ts'

/**
 * The platform's lists as a snapshot of ours, and lines about what was left aside: rows whose company or city is not
 * there, memberships across companies, addresses that are none. `today` is written 2026-11-22.
 */
export function mapNetwork(
  lists: PlatformLists,
  mapping: PlatformMapping,
  today: string,
): { snapshot: SnapshotInput; notes: string[] } {
  const notes: string[] = []
  const ids = Object.fromEntries(
    Object.entries(lists).map(([kind, rows]) => [kind, idsOf(kind as PlatformKind, rows, mapping)]),
  )
  const idOf = (kind: PlatformKind, key: string | null) => (key === null ? undefined : ids[kind]?.get(key))
  const get = (kind: PlatformKind, row: PlatformRow, name: string) => column(mapping, kind, row, name)
  const own = (kind: PlatformKind, row: PlatformRow) => idOf(kind, textOf(get(kind, row, 'ID'))) ?? ''
  const parent = (kind: PlatformKind, row: PlatformRow, name: string, of: PlatformKind) =>
    idOf(of, reference(mapping, kind, row, name))
  const many = (kind: PlatformKind, row: PlatformRow, name: string, of: PlatformKind) =>
    references(get(kind, row, name)).flatMap((key) => idOf(of, key) ?? [])
  const named = (kind: PlatformKind, row: PlatformRow) => {
    const id = own(kind, row)
    return { id, name: localisedOf(get(kind, row, 'Name')) ?? { en: id } }
  }
  /** Rows whose parent is there, with its id. */
  const within = <Item>(
    kind: PlatformKind,
    name: string,
    of: PlatformKind,
    item: (row: PlatformRow, parentId: string) => Item,
  ): Item[] =>
    lists[kind].flatMap((row) => {
      const parentId = parent(kind, row, name, of)
      if (parentId !== undefined) return [item(row, parentId)]
      notes.push(`${kind} ${own(kind, row)}: its ${name} is not there; left aside`)
      return []
    })

  const companies = lists.Company.map((row): Company => {
    const ends = dayOf(get('Company', row, 'TerminationDate'))
    return {
      ...named('Company', row),
      kind: kindOf(get('Company', row, 'CompanyType')),
      parentId: parent('Company', row, 'ParentCompany', 'Company') ?? null,
      active: ends === null || ends > today,
    }
  }).map((company) => settleDistributor(company, mapping))

  const { hours, notes: aside } = mapping.calendars
    ? mapCalendars(lists.CompanyCalendar, {
        ...{ mapping, today },
        departmentId: (key) => idOf('Department', key),
      })
    : { hours: new Map<string, never>(), notes: [] }
  notes.push(...aside)

  const branches = within('CompanyBranch', 'Company', 'Company', (row, companyId) => ({ row, companyId }))
    .flatMap(({ row, companyId }) => {
      const cityId = parent('CompanyBranch', row, 'City', 'City')
      if (cityId !== undefined) return [{ row, companyId, cityId }]
      notes.push(`CompanyBranch ${own('CompanyBranch', row)}: its City is not there; left aside`)
      return []
    })
    .map(({ row, companyId, cityId }) => {
      const address = localisedOf(get('CompanyBranch', row, 'Address'))
      return {
        ...{ ...named('CompanyBranch', row), companyId, cityId },
        ...{ ...(address ? { address } : {}), phone: phoneOf(row, mapping, 'CompanyBranch') },
        ...positionOf(row, mapping),
        brandIds: many('CompanyBranch', row, 'Brands', 'Brand'),
        departmentIds: many('CompanyBranch', row, 'Departments', 'Department'),
        serviceIds: many('CompanyBranch', row, 'Services', 'Service'),
        ...hours.get(textOf(get('CompanyBranch', row, 'ID')) ?? ''),
        closedOn: dayOf(get('CompanyBranch', row, 'TerminationDate')),
      }
    })
  const branchById = new Map(branches.map((branch) => [branch.id, branch]))

  const teams = within('Team', 'Company', 'Company', (row, companyId) => {
    const found = many('Team', row, 'CompanyBranches', 'CompanyBranch')
    const branchIds = found.filter((id) => branchById.get(id)?.companyId === companyId)
    const id = own('Team', row)
    if (branchIds.length < found.length) notes.push(`Team ${id}: branches of another company are left aside`)
    const tags = get('Team', row, 'Tags')
    return {
      ...{ ...named('Team', row), companyId, branchIds },
      tags: (Array.isArray(tags) ? tags : []).flatMap((tag) => textOf(tag)?.slice(0, 64) ?? []),
    }
  })

  const departmentIds = new Set(lists.Department.map((row) => own('Department', row)))
  const mapped: Mapped = {
    ...{ mapping, lists, idOf, notes },
    companies: new Map(companies.map((company) => [company.id, company])),
    branches: byKey('CompanyBranch', branches),
    teams: byKey('Team', teams),
  }
  function byKey(kind: PlatformKind, units: readonly Unit[]): Map<string, Unit> {
    const known = new Map(units.map((unit) => [unit.id, unit]))
    return new Map(
      lists[kind].flatMap((row) => {
        const unit = known.get(own(kind, row))
        return unit ? [[textOf(get(kind, row, 'ID')) ?? '', unit] as const] : []
      }),
    )
  }
  const snapshot: SnapshotInput = {
    countries: lists.Country.map((row) => named('Country', row)),
    regions: within('Region', 'Country', 'Country', (row, countryId) => ({
      ...{ ...named('Region', row), countryId },
    })),
    cities: within('City', 'Region', 'Region', (row, regionId) => ({ ...named('City', row), regionId })),
    brands: lists.Brand.map((row) => named('Brand', row)),
    departments: lists.Department.map((row) => named('Department', row)),
    services: lists.Service.map((row) => {
      const service = named('Service', row)
      const wanted = mapping.serviceDepartments[service.id] ?? []
      return { ...service, departmentIds: wanted.filter((id) => departmentIds.has(id)) }
    }),
    ...{ companies, branches, teams, users: mapUsers(mapped) },
  }
  return { snapshot, notes }
}

/** Our id of each row by its hashid. Users keep their hashid: it is what their tokens name. */
function idsOf(kind: PlatformKind, rows: readonly PlatformRow[], mapping: PlatformMapping) {
  const byHashid = kind === 'User' || mapping.ids[kind as Exclude<PlatformKind, 'User'>] === 'hashid'
  return new Map(
    rows.flatMap((row) => {
      const key = textOf(column(mapping, kind, row, 'ID'))
      if (key === null) return []
      const integration = byHashid ? null : textOf(column(mapping, kind, row, 'IntegrationId'))
      return [[key, integration ?? key] as const]
    }),
  )
}

const KINDS: Record<string, Company['kind']> = {
  ...{ '1': 'distributor', distributororfranchisee: 'distributor' },
  ...{ '2': 'dealer', retailerordealer: 'dealer' },
}

/** CompanyTypes by number or by name; whoever neither distributes nor sells is "other". */
function kindOf(type: unknown): Company['kind'] {
  return KINDS[String(type ?? '').toLowerCase()] ?? 'other'
}

function settleDistributor(company: Company, { distributor }: PlatformMapping): Company {
  if (distributor === null) return company
  if (company.id === distributor) return { ...company, kind: 'distributor' }
  return company.kind === 'distributor' ? { ...company, kind: 'other' } : company
}

function positionOf(row: PlatformRow, mapping: PlatformMapping) {
  const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) =>
    Number.parseFloat(textOf(column(mapping, 'CompanyBranch', row, name)) ?? ''),
  )
  const isPlace = Math.abs(latitude ?? NaN) <= 90 && Math.abs(longitude ?? NaN) <= 180
  return isPlace ? { latitude, longitude } : {}
}
