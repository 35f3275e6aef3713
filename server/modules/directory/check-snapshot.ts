import { Snapshot, SnapshotRejected } from './snapshot.ts'

const MAX_PROBLEMS = 50

/** Reads the form of a snapshot. Throws `SnapshotRejected` with everything that is wrong with it. */
export function parseSnapshot(input: unknown): Snapshot {
  const parsed = Snapshot.safeParse(input)
  if (parsed.success) return parsed.data
  throw new SnapshotRejected(
    parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  )
}

/**
 * Reads a snapshot and checks that it holds together; where a city names no time zone, the one configured for it is
 * taken. Throws `SnapshotRejected` with everything that is wrong.
 */
export function checkSnapshot(input: unknown, timeZones: ReadonlyMap<string, string> = new Map()): Snapshot {
  const parsed = parseSnapshot(input)
  const cities = parsed.cities.map((city) => ({
    ...city,
    timeZone: city.timeZone ?? timeZones.get(city.id) ?? timeZones.get('*'),
  }))
  const snapshot = { ...parsed, cities }
  const problems = [
    ...duplicates(snapshot),
    ...places(snapshot),
    ...companies(snapshot),
    ...branches(snapshot),
    ...teams(snapshot),
    ...users(snapshot),
  ]
  if (problems.length > 0) throw new SnapshotRejected(problems.slice(0, MAX_PROBLEMS))
  return snapshot
}

type Item = { id: string }
const index = <Entry extends Item>(items: readonly Entry[]) => new Map(items.map((item) => [item.id, item]))

function duplicates(snapshot: Snapshot): string[] {
  return Object.entries(snapshot).flatMap(([kind, items]) => {
    const seen = new Set<string>()
    const twice = new Set<string>()
    for (const { id } of items as Item[]) {
      if (seen.has(id)) twice.add(id)
      seen.add(id)
    }
    return [...twice].map((id) => `${kind}: the id ${id} is there twice`)
  })
}

/** One line for each id that is not among `known`. */
function missing(
  who: string,
  field: string,
  known: Map<string, unknown>,
  ids: readonly (string | null | undefined)[],
): string[] {
  return ids.flatMap((id) => (id && !known.has(id) ? [`${who}: ${field} ${id} does not exist`] : []))
}

function places({ countries, regions, cities, departments, services }: Snapshot): string[] {
  const countryIds = index(countries)
  const regionIds = index(regions)
  const departmentIds = index(departments)
  return [
    ...regions.flatMap((r) => missing(`region ${r.id}`, 'country', countryIds, [r.countryId])),
    ...cities.flatMap((c) => missing(`city ${c.id}`, 'region', regionIds, [c.regionId])),
    ...services.flatMap((s) => missing(`service ${s.id}`, 'department', departmentIds, s.departmentIds)),
  ]
}

function companies({ companies }: Snapshot): string[] {
  const known = index(companies)
  const distributors = companies.filter((company) => company.kind === 'distributor' && company.active)
  const one =
    distributors.length === 1
      ? []
      : [`companies: exactly one active distributor is needed, there are ${distributors.length}`]
  return [
    ...one,
    ...companies.flatMap((c) => missing(`company ${c.id}`, 'parent', known, [c.parentId])),
    ...companies.flatMap((c) => (isOwnAncestor(c.id, known) ? [`company ${c.id}: is its own ancestor`] : [])),
  ]
}

function isOwnAncestor(id: string, known: Map<string, Snapshot['companies'][number]>): boolean {
  let parent = known.get(id)?.parentId
  for (let steps = 0; parent && steps <= known.size; steps++) {
    if (parent === id) return true
    parent = known.get(parent)?.parentId
  }
  return false
}

function branches(snapshot: Snapshot): string[] {
  const companyIds = index(snapshot.companies)
  const cities = index(snapshot.cities)
  const brandIds = index(snapshot.brands)
  const departmentIds = index(snapshot.departments)
  const serviceIds = index(snapshot.services)
  return snapshot.branches.flatMap((branch) => {
    const who = `branch ${branch.id}`
    const zone = branch.timeZone ?? cities.get(branch.cityId)?.timeZone
    return [
      ...missing(who, 'company', companyIds, [branch.companyId]),
      ...missing(who, 'city', cities, [branch.cityId]),
      ...missing(who, 'brand', brandIds, branch.brandIds),
      ...missing(who, 'department', departmentIds, branch.departmentIds),
      ...missing(who, 'service', serviceIds, branch.serviceIds),
      ...missing(
        who,
        'department',
        departmentIds,
        branch.workingPeriods.map((p) => p.departmentId),
      ),
      ...(zone ? [] : [`${who}: neither it nor its city has a time zone`]),
    ]
  })
}

function teams(snapshot: Snapshot): string[] {
  const companyIds = index(snapshot.companies)
  const known = index(snapshot.branches)
  return snapshot.teams.flatMap((team) => {
    const who = `team ${team.id}`
    const foreign = team.branchIds.filter(
      (id) => known.has(id) && known.get(id)?.companyId !== team.companyId,
    )
    return [
      ...missing(who, 'company', companyIds, [team.companyId]),
      ...missing(who, 'branch', known, team.branchIds),
      ...foreign.map((id) => `${who}: branch ${id} belongs to another company`),
    ]
  })
}

function users(snapshot: Snapshot): string[] {
  const units = {
    company: index(snapshot.companies),
    branch: index(snapshot.branches),
    team: index(snapshot.teams),
  }
  const brandIds = index(snapshot.brands)
  return snapshot.users.flatMap((user) => {
    const who = `user ${user.id}`
    const home = user.branchId ? units.branch.get(user.branchId) : undefined
    const foreign = user.teamIds.filter(
      (id) => units.team.has(id) && units.team.get(id)?.companyId !== user.companyId,
    )
    return [
      ...missing(who, 'company', units.company, [user.companyId]),
      ...missing(who, 'branch', units.branch, [user.branchId]),
      ...missing(who, 'team', units.team, user.teamIds),
      ...(home && home.companyId !== user.companyId
        ? [`${who}: branch ${home.id} belongs to another company`]
        : []),
      ...foreign.map((id) => `${who}: team ${id} belongs to another company`),
      ...user.scopes.flatMap((scope) => scopeProblems(who, scope, units, brandIds)),
    ]
  })
}

type Scope = Snapshot['users'][number]['scopes'][number]

function scopeProblems(
  who: string,
  scope: Scope,
  units: Record<'company' | 'branch' | 'team', Map<string, Item>>,
  brandIds: Map<string, Item>,
): string[] {
  const brand = missing(who, 'scope on brand', brandIds, [scope.brandId])
  if (scope.kind === 'network' || scope.kind === 'own') {
    return scope.unitId ? [`${who}: a scope of kind ${scope.kind} names no unit`, ...brand] : brand
  }
  if (!scope.unitId) return [`${who}: a scope of kind ${scope.kind} names its unit`, ...brand]
  return [...missing(who, `scope on ${scope.kind}`, units[scope.kind], [scope.unitId]), ...brand]
}
