import type { Snapshot } from '../snapshot.ts'

/**
 * How a cell is read. `list` is parted by `|`; `words` becomes `word.en`, `word.ar`, …, one column for each language;
 * `scopes` are `kind:unit:brand`, as in `company:alpha|own`; `days` are names or numbers, Sunday first.
 */
export type CellKind = 'text' | 'number' | 'flag' | 'list' | 'words' | 'scopes' | 'days'
export type Columns = Readonly<Record<string, CellKind>>

const named = { id: 'text', name: 'words' } as const

/** The file of each list of the network, and its columns. Columns may stand in any order, and be left out if empty. */
export const NETWORK_TABLES: Readonly<Record<keyof Snapshot, Columns>> = {
  countries: named,
  regions: { ...named, countryId: 'text' },
  cities: { ...named, regionId: 'text', timeZone: 'text', latitude: 'number', longitude: 'number' },
  brands: named,
  departments: named,
  services: { ...named, departmentIds: 'list' },
  companies: { ...named, kind: 'text', parentId: 'text', active: 'flag' },
  branches: {
    ...{ ...named, companyId: 'text', cityId: 'text', timeZone: 'text', address: 'words', phone: 'text' },
    ...{
      latitude: 'number',
      longitude: 'number',
      brandIds: 'list',
      departmentIds: 'list',
      serviceIds: 'list',
    },
    ...{ openedOn: 'text', closedOn: 'text', active: 'flag' },
  },
  teams: { ...named, companyId: 'text', branchIds: 'list', tags: 'list', active: 'flag' },
  users: {
    ...{ ...named, email: 'text', phone: 'text', language: 'text', companyId: 'text', branchId: 'text' },
    ...{ teamIds: 'list', roles: 'list', scopes: 'scopes', active: 'flag' },
  },
}

/** Rows that belong to a branch, in files of their own, which may be missing. */
export const BRANCH_TABLES = {
  'working-hours': {
    field: 'workingPeriods',
    columns: { branchId: 'text', days: 'days', from: 'text', to: 'text', departmentId: 'text' },
  },
  holidays: { field: 'holidays', columns: { branchId: 'text', from: 'text', to: 'text', name: 'words' } },
} as const satisfies Record<string, { field: 'workingPeriods' | 'holidays'; columns: Columns }>
