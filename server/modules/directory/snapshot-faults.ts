import type { Fault, Snapshot } from './snapshot.ts'

/*
 * What must hold between the things of a snapshot. Each rule gives one fault for each thing that breaks it.
 */

export function faultsOf(snapshot: Snapshot): Fault[] {
  return [
    ...duplicates(snapshot),
    ...places(snapshot),
    ...companies(snapshot),
    ...branches(snapshot),
    ...teams(snapshot),
    ...users(snapshot),
  ]
}

const SINGULAR: Record<keyof Snapshot, string> = {
  ...{ countries: 'country', regions: 'region', cities: 'city', brands: 'brand', departments: 'department' },
  ...{ services: 'service', companies: 'company', branches: 'branch', teams: 'team', users: 'user' },
}

/** A fault as a line for the operator; a fault of a whole list names no thing. */
export const lineOf = ({ kind, id, text }: Fault) =>
  id === '' ? `${kind}: ${text}` : `${SINGULAR[kind]} ${id}: ${text}`

type Item = { id: string }
const index = <Entry extends Item>(items: readonly Entry[]) => new Map(items.map((item) => [item.id, item]))

function duplicates(snapshot: Snapshot): Fault[] {
  return Object.entries(snapshot).flatMap(([kind, items]) => {
    const seen = new Set<string>()
    const twice = new Set<string>()
    for (const { id } of items as Item[]) {
      if (seen.has(id)) twice.add(id)
      seen.add(id)
    }
    return [...twice].map((id) => ({
      ...{ kind: kind as keyof Snapshot, id: '', field: 'id', text: `the id ${id} is there twice` },
    }))
  })
}

type Who = { kind: keyof Snapshot; id: string }
type Naming = Who & {
  field: string
  /** What it is called in the sentence. */
  word: string
}

/** One fault for each id that is not among `known`. */
function missing(
  { kind, id, field, word }: Naming,
  known: Map<string, unknown>,
  ids: readonly (string | null | undefined)[],
): Fault[] {
  return ids.flatMap((named) =>
    named && !known.has(named)
      ? [{ kind, id, field, text: `${word} ${named} does not exist`, missing: named }]
      : [],
  )
}

function places({ countries, regions, cities, departments, services }: Snapshot): Fault[] {
  const countryIds = index(countries)
  const regionIds = index(regions)
  const departmentIds = index(departments)
  return [
    ...regions.flatMap(({ id, countryId }) =>
      missing({ kind: 'regions', id, field: 'countryId', word: 'country' }, countryIds, [countryId]),
    ),
    ...cities.flatMap(({ id, regionId }) =>
      missing({ kind: 'cities', id, field: 'regionId', word: 'region' }, regionIds, [regionId]),
    ),
    ...services.flatMap((service) =>
      missing(
        { kind: 'services', id: service.id, field: 'departmentIds', word: 'department' },
        ...([departmentIds, service.departmentIds] as const),
      ),
    ),
  ]
}

function companies({ companies }: Snapshot): Fault[] {
  const known = index(companies)
  const kind = 'companies'
  const distributors = companies.filter((company) => company.kind === 'distributor' && company.active)
  const text = `exactly one active distributor is needed, there are ${distributors.length}`
  return [
    ...(distributors.length === 1 ? [] : [{ kind, id: '', field: 'kind', text } as const]),
    ...companies.flatMap(({ id, parentId }) =>
      missing({ kind, id, field: 'parentId', word: 'parent' }, known, [parentId]),
    ),
    ...companies.flatMap(({ id }): Fault[] =>
      isOwnAncestor(id, known) ? [{ kind, id, field: 'parentId', text: 'is its own ancestor' }] : [],
    ),
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

function branches(snapshot: Snapshot): Fault[] {
  const known = {
    ...{ company: index(snapshot.companies), city: index(snapshot.cities), brand: index(snapshot.brands) },
    ...{ department: index(snapshot.departments), service: index(snapshot.services) },
  }
  return snapshot.branches.flatMap((branch) => {
    const who = { kind: 'branches', id: branch.id } as const
    const names = (field: string, word: keyof typeof known, ids: readonly (string | undefined)[]) =>
      missing({ ...who, field, word }, known[word], ids)
    const zone = branch.timeZone ?? known.city.get(branch.cityId)?.timeZone
    const text = 'neither it nor its city has a time zone'
    return [
      ...names('companyId', 'company', [branch.companyId]),
      ...names('cityId', 'city', [branch.cityId]),
      ...names('brandIds', 'brand', branch.brandIds),
      ...names('departmentIds', 'department', branch.departmentIds),
      ...names('serviceIds', 'service', branch.serviceIds),
      ...names(
        'workingPeriods',
        'department',
        branch.workingPeriods.map((period) => period.departmentId),
      ),
      ...(zone || !known.city.has(branch.cityId) ? [] : [{ ...who, field: 'timeZone', text }]),
    ]
  })
}

function teams(snapshot: Snapshot): Fault[] {
  const companyIds = index(snapshot.companies)
  const known = index(snapshot.branches)
  return snapshot.teams.flatMap((team) => {
    const who = { kind: 'teams', id: team.id } as const
    return [
      ...missing({ ...who, field: 'companyId', word: 'company' }, companyIds, [team.companyId]),
      ...missing({ ...who, field: 'branchIds', word: 'branch' }, known, team.branchIds),
      ...foreign({ ...who, field: 'branchIds', word: 'branch' }, team.companyId, known, team.branchIds),
    ]
  })
}

/** One fault for each unit that is there and belongs to another company. */
function foreign(
  { kind, id, field, word }: Naming,
  companyId: string,
  known: Map<string, { companyId: string }>,
  ids: readonly string[],
): Fault[] {
  return ids
    .filter((named) => known.has(named) && known.get(named)?.companyId !== companyId)
    .map((named) => ({ kind, id, field, text: `${word} ${named} belongs to another company` }))
}

function users(snapshot: Snapshot): Fault[] {
  const units = {
    company: index(snapshot.companies),
    branch: index(snapshot.branches),
    team: index(snapshot.teams),
  }
  const brandIds = index(snapshot.brands)
  const others = new Set(snapshot.companies.flatMap(({ id, kind }) => (kind === 'distributor' ? [] : [id])))
  return snapshot.users.flatMap((user) => {
    const who = { kind: 'users', id: user.id } as const
    const atBranch = { ...who, field: 'branchId', word: 'branch' }
    const inTeam = { ...who, field: 'teamIds', word: 'team' }
    const branchIds = user.branchId ? [user.branchId] : []
    return [
      ...missing({ ...who, field: 'companyId', word: 'company' }, units.company, [user.companyId]),
      ...missing(atBranch, units.branch, branchIds),
      ...missing(inTeam, units.team, user.teamIds),
      ...foreign(atBranch, user.companyId, units.branch, branchIds),
      ...foreign(inTeam, user.companyId, units.team, user.teamIds),
      ...user.scopes.flatMap((scope) => scopeFaults(who, scope, units, brandIds)),
      ...(others.has(user.companyId) ? user.scopes.flatMap((scope) => rivalFaults(who, scope)) : []),
    ]
  })
}

type Scope = Snapshot['users'][number]['scopes'][number]

/** The whole network is the distributor's to see: a dealer's person would see all of the rivals' customers. */
function rivalFaults(who: Who, scope: Scope): Fault[] {
  if (scope.kind !== 'network') return []
  return [{ ...who, field: 'scopes', text: "a scope of kind network is for the distributor's people only" }]
}

function scopeFaults(
  who: Who,
  scope: Scope,
  units: Record<'company' | 'branch' | 'team', Map<string, Item>>,
  brandIds: Map<string, Item>,
): Fault[] {
  const field = 'scopes'
  const brand = missing({ ...who, field, word: 'scope on brand' }, brandIds, [scope.brandId])
  const wrong = (text: string): Fault[] => [
    { ...who, field, text: `a scope of kind ${scope.kind} ${text}` },
    ...brand,
  ]
  if (scope.kind === 'network' || scope.kind === 'own') return scope.unitId ? wrong('names no unit') : brand
  if (!scope.unitId) return wrong('names its unit')
  return [
    ...missing({ ...who, field, word: `scope on ${scope.kind}` }, units[scope.kind], [scope.unitId]),
    ...brand,
  ]
}
