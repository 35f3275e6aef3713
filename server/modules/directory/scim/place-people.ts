import { z } from 'zod'
import { LANGUAGES, type LocalisedText } from '../../../../contract/languages.ts'
import type {
  EnterprisePart,
  ScimGroupRule,
  ScimPlacing,
  Unplaced,
} from '../../../../contract/scim-groups.ts'
import type { PeopleOverlay } from '../merge-sources.ts'
import type { Snapshot } from '../snapshot.ts'
import { type Resource, valuesAt } from './match-filter.ts'
import { ENTERPRISE_SCHEMA } from './scim-schemas.ts'

type User = Snapshot['users'][number]
type Scope = User['scopes'][number]

/** Somebody whom the SCIM client keeps here, with the names of their groups. */
export type ScimPerson = {
  personId: string
  userName: string
  active: boolean
  deleted: boolean
  attributes: Resource
  groups: readonly string[]
}
export type PlacedPeople = {
  overlay: PeopleOverlay
  unplaced: { personId: string; userName: string; why: Unplaced }[]
}

const Email = z.email()

/**
 * Places the people of a SCIM client on a network that comes from elsewhere. Whoever has no company is no part of the
 * network, and so sees nothing. Whom the network knows already is theirs to change; who is inactive here works nowhere,
 * whatever the network says.
 */
export function placePeople(
  people: readonly ScimPerson[],
  placing: ScimPlacing,
  base: Snapshot,
): PlacedPeople {
  const known = new Set(base.users.map((user) => user.id))
  const find = finders(base)
  const placed: PlacedPeople = { overlay: { users: [], replaces: [], ends: [] }, unplaced: [] }
  const { overlay, unplaced } = placed
  for (const person of people) {
    const { personId, userName } = person
    const isKnown = known.has(personId)
    if (isKnown && (person.deleted || !person.active)) {
      overlay.ends.push(personId)
      continue
    }
    if (person.deleted) continue
    const place = placeOf(person, placing, find)
    if (typeof place !== 'string') {
      overlay.users.push({ ...describe(person), ...place, id: personId, active: person.active })
      if (isKnown) overlay.replaces.push(personId)
    } else if (!isKnown && person.active) unplaced.push({ personId, userName, why: place })
  }
  return placed
}

type Finders = ReturnType<typeof finders>

/** Units by their id, or by one of their names where only one is called so. */
function finders({ companies, branches, teams }: Snapshot) {
  const companyById = new Map(companies.map((company) => [company.id, company]))
  const branchById = new Map(branches.map((branch) => [branch.id, branch]))
  const teamById = new Map(teams.map((team) => [team.id, team]))
  return {
    company: (text: string) => companyById.get(text) ?? onlyOne(companies, text),
    branch: (text: string, companyId: string) => {
      const own = branches.filter((branch) => branch.companyId === companyId)
      return own.find((branch) => branch.id === text) ?? onlyOne(own, text)
    },
    /** The company that a rule stands for; null where it names no unit. Undefined where its unit is not there. */
    companyOf: ({ companyId, branchId, teamId }: ScimGroupRule) => {
      if (companyId) return companyById.get(companyId)?.id
      if (branchId) return branchById.get(branchId)?.companyId
      return teamId ? teamById.get(teamId)?.companyId : null
    },
    isDistributor: (companyId: string) => companyById.get(companyId)?.kind === 'distributor',
    isBranchOf: (id: string, companyId: string) => branchById.get(id)?.companyId === companyId,
    isTeamOf: (id: string, companyId: string) => teamById.get(id)?.companyId === companyId,
  }
}

const plain = (text: string) => text.trim().toLowerCase()

function onlyOne<Unit extends { name: LocalisedText }>(
  units: readonly Unit[],
  text: string,
): Unit | undefined {
  const found = units.filter((unit) =>
    Object.values(unit.name).some((name) => plain(name ?? '') === plain(text)),
  )
  return found.length === 1 ? found[0] : undefined
}

function placeOf(person: ScimPerson, placing: ScimPlacing, find: Finders) {
  const names = new Set(person.groups.map(plain))
  const rules = placing.groups.filter((rule) => names.has(plain(rule.group)))
  const named = part(person, placing.companyFrom)
  const companyId = (named === null ? undefined : find.company(named)?.id) ?? companyByRules(rules, find)
  if (companyId === 'no-company' || companyId === 'several-companies') return companyId
  // What a group says of another company’s units is never added up with a place in this one.
  const own = rules.filter(
    (rule) => [null, companyId].includes(find.companyOf(rule) ?? null) && isThere(rule, find),
  )
  const branchName = part(person, placing.branchFrom)
  const branches = unique(
    own.flatMap(({ branchId }) => (branchId && find.isBranchOf(branchId, companyId) ? [branchId] : [])),
  )
  const branchId =
    (branchName === null ? undefined : find.branch(branchName, companyId)?.id) ??
    (branches.length === 1 ? (branches[0] as string) : null)
  const teamIds = unique(
    own.flatMap(({ teamId }) => (teamId && find.isTeamOf(teamId, companyId) ? [teamId] : [])),
  )
  const home = { companyId, branchId, teamIds }
  const scopes = own.flatMap((rule) => scopesOf(rule, home, find))
  return {
    ...home,
    roles: unique(own.flatMap(({ roles }) => roles)).sort(),
    scopes: [...new Map(scopes.map((scope) => [`${scope.kind} ${scope.unitId ?? ''}`, scope])).values()],
  }
}

const unique = (values: readonly string[]) => [...new Set(values)]
const isThere = (rule: ScimGroupRule, find: Finders) => find.companyOf(rule) !== undefined

function companyByRules(rules: readonly ScimGroupRule[], find: Finders): string {
  const companies = unique(rules.flatMap((rule) => find.companyOf(rule) ?? []))
  if (companies.length > 1) return 'several-companies'
  return companies[0] ?? 'no-company'
}

type Home = { companyId: string; branchId: string | null; teamIds: string[] }

function scopesOf(rule: ScimGroupRule, home: Home, find: Finders): Scope[] {
  return rule.scopes.flatMap((kind): Scope[] => {
    if (kind === 'own') return [{ kind }]
    if (kind === 'network') return find.isDistributor(home.companyId) ? [{ kind }] : []
    if (kind === 'company') return [{ kind, unitId: home.companyId }]
    if (kind === 'branch') {
      const unitId = rule.branchId ?? home.branchId
      return unitId && find.isBranchOf(unitId, home.companyId) ? [{ kind, unitId }] : []
    }
    const teams = rule.teamId ? [rule.teamId] : home.teamIds
    return teams.filter((id) => find.isTeamOf(id, home.companyId)).map((unitId) => ({ kind, unitId }))
  })
}

/** A part of the enterprise extension, or null. */
function part({ attributes }: ScimPerson, name: EnterprisePart | null): string | null {
  const [value] = name === null ? [] : valuesAt(attributes, `${ENTERPRISE_SCHEMA}:${name}`)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** Name, contacts and language; what the network would not take is left out, as it would hold up everybody. */
function describe({ attributes, userName }: ScimPerson): Pick<User, 'name' | 'email' | 'phone' | 'language'> {
  const text = (path: string) => {
    const [value] = valuesAt(attributes, path)
    return typeof value === 'string' ? value.trim().slice(0, 300).trim() : ''
  }
  const full = `${text('name.givenName')} ${text('name.familyName')}`.trim()
  const name = text('displayName') || text('name.formatted') || full || userName.slice(0, 300)
  const email = main(attributes, 'emails')
  const phone = main(attributes, 'phoneNumbers')
  return {
    name: { en: name.slice(0, 300) },
    email: Email.safeParse(email).success ? email : null,
    phone: phone?.slice(0, 40) ?? null,
    language: languageOf(text('preferredLanguage') || text('locale')),
  }
}

/** The value that is marked as the main one, else the first. */
function main(attributes: Resource, name: string): string | null {
  const values = valuesAt(attributes, name) as Resource[]
  const { value } = values.find((one) => one.primary === true) ?? values[0] ?? {}
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function languageOf(tag: string): User['language'] {
  const [language = ''] = tag.toLowerCase().split(/[-_]/)
  return LANGUAGES.find((one) => one === (language === 'ku' ? 'ckb' : language)) ?? 'en'
}
