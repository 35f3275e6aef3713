import type { Language } from '../../../contract/languages.ts'
import type { Ctx, House, Tx } from '../../platform/context.ts'
import { refuse } from '../../platform/refusal.ts'
import { forgetShortly, shortly } from '../../platform/short-memory.ts'
import { settingsVersion } from '../settings/index.ts'
import { type NetworkRows, readNetworkRows, readVersion } from './directory-queries.ts'
import type { BranchEntry, CompanyEntry, Network } from './network-entries.ts'
import { currentMapping, firstAdministrator, personActions, type RoleRules } from './role-mapping.ts'

type Reader = Pick<Ctx, 'house' | 'tx' | 'now'>
type Cached = { network: Network; hour: number; settings: string }

const VERSION = 'directory version'
const caches = new WeakMap<House, Cached>()
/** What an act has seen: it asks for the version once, and works with one network from beginning to end. */
const seen = new WeakMap<Tx, Cached>()
/** Acts that have changed the network: what they see may yet be rolled back, and is not for the others. */
const changing = new WeakSet<Tx>()

/**
 * The present network. It is kept in memory and read again when its version or a setting has changed, and every
 * hour, because a branch opens and closes by date.
 */
export async function networkOf(ctx: Reader): Promise<Network> {
  const hour = Math.floor(ctx.now.getTime() / 3_600_000)
  const known = seen.get(ctx.tx)
  if (known?.hour === hour) return known.network
  const cached = await currentNetwork(ctx, hour)
  // Outside a transaction every question is one of its own.
  if (ctx.tx !== ctx.house.db) seen.set(ctx.tx, cached)
  return cached.network
}

/** For an act that has itself changed the network. */
export function forgetNetwork(ctx: Pick<Ctx, 'house' | 'tx'>): void {
  seen.delete(ctx.tx)
  changing.add(ctx.tx)
  forgetShortly(ctx.house, VERSION)
}

async function currentNetwork(ctx: Reader, hour: number): Promise<Cached> {
  if (changing.has(ctx.tx)) {
    const network = assemble(ctx, await readNetworkRows(ctx), await currentMapping(ctx))
    return { network, hour, settings: '' }
  }
  const version = await shortly(ctx.house, VERSION, () => readVersion(ctx))
  const settings = await settingsVersion(ctx)
  const cached = caches.get(ctx.house)
  if (cached?.network.version === version && cached.hour === hour && cached.settings === settings)
    return cached
  const network = assemble(ctx, await readNetworkRows(ctx), await currentMapping(ctx))
  const fresh = { network, hour, settings }
  caches.set(ctx.house, fresh)
  return fresh
}

function assemble({ house, now }: Reader, rows: NetworkRows, mapping: RoleRules['mapping']): Network {
  const companies = byId(rows.companies.map(({ id, kind, name, active }) => ({ id, kind, name, active })))
  const distributor = [...companies.values()].find((c) => c.kind === 'distributor' && c.active)
  // Before the first snapshot there is nothing to work on.
  if (!distributor) return refuse('not-ready')
  const ofDistributor = rows.users.filter((row) => row.company_id === distributor.id)
  const rules = { mapping, first: firstAdministrator(house, ofDistributor) }
  const inCompany = (companyId: string) => companies.get(companyId)?.active === true
  return {
    ...{ version: rows.version, distributor, companies },
    branches: byId(rows.branches.map((row) => toBranch(row, companies, now))),
    teams: byId(
      rows.teams.map((row) => ({
        ...{ id: row.id, name: row.name, companyId: row.company_id, branchIds: row.branch_ids },
        ...{ tags: row.tags, active: row.active && inCompany(row.company_id) },
      })),
    ),
    users: byId(
      rows.users.map((row) => ({
        ...{ id: row.id, name: row.name.en, localisedName: row.name, email: row.email, phone: row.phone },
        ...{ language: row.language as Language, companyId: row.company_id, branchId: row.branch_id },
        ...{ teamIds: row.team_ids, roles: row.roles, active: row.active && inCompany(row.company_id) },
        actions: personActions(row, companies.get(row.company_id)?.kind ?? 'other', rules),
      })),
    ),
    brands: byId(rows.brands),
    departments: byId(rows.departments),
    services: byId(
      rows.services.map(({ id, name, department_ids, active }) => ({
        ...{ id, name, departmentIds: department_ids, active },
      })),
    ),
    cities: byId(
      rows.cities.map(({ id, name, time_zone, active }) => ({ id, name, timeZone: time_zone, active })),
    ),
  }
}

function toBranch(
  row: NetworkRows['branches'][number],
  companies: Map<string, CompanyEntry>,
  now: Date,
): BranchEntry {
  const today = dayIn(row.time_zone, now)
  const isOpen =
    (row.opened_on === null || row.opened_on <= today) && (row.closed_on === null || row.closed_on > today)
  return {
    ...{ id: row.id, name: row.name, companyId: row.company_id, cityId: row.city_id },
    ...{ timeZone: row.time_zone, address: row.address, phone: row.phone },
    ...{ latitude: row.latitude, longitude: row.longitude },
    brandIds: new Set(row.brand_ids),
    departmentIds: new Set(row.department_ids),
    serviceIds: new Set(row.service_ids),
    ...{ workingPeriods: row.working_periods, holidays: row.holidays },
    active: row.active && isOpen && companies.get(row.company_id)?.active === true,
  }
}

/** The day on the calendar of a place, as `2026-11-22`. */
function dayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
}

function byId<Entry extends { id: string }>(entries: Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]))
}
