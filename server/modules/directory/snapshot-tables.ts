import type { Upsert } from './directory-queries.ts'
import type { Snapshot } from './snapshot.ts'

const named = { id: 'text', name: 'jsonb', active: 'boolean' }
const position = { latitude: 'float8', longitude: 'float8' }

/** The snapshot as rows, tables in the order in which they refer to each other. */
export function toTables(snapshot: Snapshot): Upsert[] {
  const cityZones = new Map(snapshot.cities.map((city) => [city.id, city.timeZone]))
  return [
    { table: 'countries', columns: named, rows: snapshot.countries.map(present) },
    {
      table: 'regions',
      columns: { ...named, country_id: 'text' },
      rows: snapshot.regions.map((r) => ({ ...present(r), country_id: r.countryId })),
    },
    {
      table: 'cities',
      columns: { ...named, region_id: 'text', time_zone: 'text', ...position },
      rows: snapshot.cities.map((c) => ({ ...present(c), region_id: c.regionId, time_zone: c.timeZone })),
    },
    { table: 'brands', columns: named, rows: snapshot.brands.map(present) },
    { table: 'departments', columns: named, rows: snapshot.departments.map(present) },
    {
      table: 'services',
      columns: { ...named, department_ids: 'text[]' },
      rows: snapshot.services.map((s) => ({ ...present(s), department_ids: s.departmentIds })),
    },
    {
      table: 'companies',
      columns: { ...named, kind: 'text', parent_id: 'text' },
      rows: snapshot.companies.map((c) => ({ ...c, parent_id: c.parentId })),
    },
    branchTable(snapshot, cityZones),
    {
      table: 'teams',
      columns: { ...named, company_id: 'text', branch_ids: 'text[]', tags: 'text[]' },
      rows: snapshot.teams.map((t) => ({ ...t, company_id: t.companyId, branch_ids: t.branchIds })),
    },
    {
      table: 'users',
      columns: {
        ...{ ...named, email: 'text', phone: 'text', language: 'text' },
        ...{ company_id: 'text', branch_id: 'text', team_ids: 'text[]', roles: 'text[]' },
      },
      rows: snapshot.users.map((u) => ({
        ...{ ...u, company_id: u.companyId, branch_id: u.branchId, team_ids: u.teamIds },
      })),
    },
  ]
}

const present = <Item extends object>(item: Item) => ({ ...item, active: true })

function branchTable({ branches }: Snapshot, cityZones: Map<string, string | null | undefined>): Upsert {
  return {
    table: 'branches',
    columns: {
      ...{
        ...named,
        company_id: 'text',
        city_id: 'text',
        time_zone: 'text',
        address: 'jsonb',
        phone: 'text',
      },
      ...{ ...position, brand_ids: 'text[]', department_ids: 'text[]', service_ids: 'text[]' },
      ...{ working_periods: 'jsonb', holidays: 'jsonb', opened_on: 'date', closed_on: 'date' },
    },
    rows: branches.map((b) => ({
      ...{ ...b, company_id: b.companyId, city_id: b.cityId },
      time_zone: b.timeZone ?? cityZones.get(b.cityId),
      ...{ brand_ids: b.brandIds, department_ids: b.departmentIds, service_ids: b.serviceIds },
      ...{ working_periods: b.workingPeriods, opened_on: b.openedOn, closed_on: b.closedOn },
    })),
  }
}
