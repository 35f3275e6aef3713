import type { SnapshotInput } from '../snapshot.ts'
import type { PlatformMapping } from './platform-mapping.ts'
import type { DataReach, Reach } from './read-access-tree.ts'

type Scope = NonNullable<NonNullable<SnapshotInput['users'][number]['scopes']>[number]>

/** What is known of somebody when their scopes are decided; units by our ids. */
export type Placed = {
  companyId: string
  isDistributor: boolean
  branchId: string | null
  teamIds: readonly string[]
}
/** The units that access trees may name, by hashid. */
export type UnitsByKey = Record<'companies' | 'branches' | 'teams', ReadonlyMap<string, Unit>>
type Unit = { id: string; companyId: string }
type Rule = PlatformMapping['accessTrees'][string]

/**
 * Roles and scopes of one person: roles by the names of their access trees, scopes by the data-level access of these
 * trees, or, where they say nothing of units, from home. Scopes of a name come on top.
 */
export function rightsOf(
  person: Placed,
  { treeNames, reach }: { treeNames: readonly string[]; reach: DataReach },
  units: UnitsByKey,
  mapping: Pick<PlatformMapping, 'accessTrees' | 'everybody'>,
): { roles: string[]; scopes: Scope[] } {
  const rules: Rule[] = treeNames.flatMap((name) => mapping.accessTrees[name] ?? [])
  const roles = [...mapping.everybody.roles, ...rules.flatMap((rule) => rule.roles)]
  const spoken = Object.values(reach).some((dimension) => dimension !== null)
  const scopes = [
    ...(spoken ? reachedScopes(person, reach, units) : homeScopes(person, mapping.everybody.scopes)),
    ...homeScopes(
      person,
      rules.flatMap((rule) => rule.scopes),
    ),
  ]
  const unique = new Map(scopes.map((scope) => [`${scope.kind} ${scope.unitId ?? ''}`, scope]))
  return { roles: [...new Set(roles)].sort(), scopes: [...unique.values()] }
}

/** The whole network is the distributor's alone, whatever a tree of a dealer says. */
function homeScopes(person: Placed, kinds: readonly Scope['kind'][]): Scope[] {
  const { isDistributor, companyId, branchId, teamIds } = person
  const scopes: Record<Scope['kind'], Scope[]> = {
    network: isDistributor ? [{ kind: 'network' }] : [],
    company: [{ kind: 'company', unitId: companyId }],
    branch: branchId === null ? [] : [{ kind: 'branch', unitId: branchId }],
    team: teamIds.map((unitId) => ({ kind: 'team', unitId })),
    own: [{ kind: 'own' }],
  }
  return kinds.flatMap((kind) => scopes[kind])
}

/**
 * The platform lets a row through where company and branch and team all do; our scopes each open a unit. So all
 * branches mean the companies, and named branches count only within the companies.
 */
function reachedScopes(person: Placed, reach: DataReach, units: UnitsByKey): Scope[] {
  const own: Reach = { all: false, self: true, keys: new Set() }
  const companies = reach.Companies ?? own
  const branches = reach.Branches ?? own
  const companyIds = new Set(named(companies, units.companies, [person.companyId]).map(({ id }) => id))
  const isWithin = (unit: Unit) => companies.all || companyIds.has(unit.companyId)
  const teams = named(reach.Teams ?? own, units.teams, person.teamIds).filter(isWithin)
  const narrow: Scope[] = [
    ...teams.map(({ id }) => ({ kind: 'team' as const, unitId: id })),
    { kind: 'own' as const },
  ]
  if (!branches.all) {
    const home = person.branchId ? [person.branchId] : []
    const found = named(branches, units.branches, home).filter(isWithin)
    return [...found.map(({ id }) => ({ kind: 'branch' as const, unitId: id })), ...narrow]
  }
  if (companies.all) {
    const widest: Scope = person.isDistributor
      ? { kind: 'network' }
      : { kind: 'company', unitId: person.companyId }
    return [widest, ...narrow]
  }
  return [...[...companyIds].map((unitId) => ({ kind: 'company' as const, unitId })), ...narrow]
}

/** The units that a reach names, with the person's own where it says so or means all. What does not exist (any more) is nothing. */
function named(reach: Reach, units: ReadonlyMap<string, Unit>, own: readonly string[]): Unit[] {
  const mine = reach.self || reach.all ? [...units.values()].filter(({ id }) => own.includes(id)) : []
  const others = [...reach.keys].flatMap((key) => units.get(key) ?? [])
  return [...new Map([...mine, ...others].map((unit) => [unit.id, unit])).values()]
}
