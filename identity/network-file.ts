import { createHash } from 'node:crypto'

/** The lists of a network, in an order in which what is named comes before what names it. */
export const KINDS = [
  'countries',
  'regions',
  'cities',
  'brands',
  'departments',
  'services',
  'companies',
  'branches',
  'teams',
  'users',
] as const
export type Kind = (typeof KINDS)[number]

export type Localised = { en: string } & Partial<Record<string, string>>

export interface Named {
  id: string
  name: Localised
}

export interface City extends Named {
  regionId: string
  timeZone?: string | null
}

export interface Company extends Named {
  kind: string
  parentId?: string | null
  active: boolean
}

/** Hours on days of the week (Sunday = 0), `HH:MM` in the branch's own time; for all departments if none is named. */
export interface WorkingPeriod {
  days: number[]
  from: string
  to: string
  departmentId?: string
}

/** Days on which a branch is closed. Dates are `YYYY-MM-DD`, both included. */
export interface Holiday {
  from: string
  to: string
  name: Localised
}

/** Days with other hours than usual. */
export interface SpecialDays extends Holiday {
  opens: string
  closes: string
}

export interface Branch extends Named {
  companyId: string
  cityId: string
  timeZone?: string | null
  address?: Localised | null
  phone?: string | null
  latitude?: number | null
  longitude?: number | null
  brandIds: string[]
  departmentIds: string[]
  serviceIds: string[]
  workingPeriods: WorkingPeriod[]
  holidays: Holiday[]
  specialDays?: SpecialDays[]
  openedOn?: string | null
  closedOn?: string | null
  active: boolean
}

export interface Team extends Named {
  companyId: string
  branchIds: string[]
  tags: string[]
  active: boolean
}

export interface Scope {
  kind: string
  unitId?: string | null
  brandId?: string | null
}

export interface NetworkUser extends Named {
  email: string
  phone?: string | null
  language: string
  companyId: string
  branchId?: string | null
  teamIds: string[]
  roles: string[]
  scopes: Scope[]
  active: boolean
}

export interface Network {
  countries: Named[]
  regions: (Named & { countryId: string })[]
  cities: City[]
  brands: Named[]
  departments: Named[]
  services: (Named & { departmentIds: string[] })[]
  companies: Company[]
  branches: Branch[]
  teams: Team[]
  users: NetworkUser[]
}

export interface NetworkSnapshot {
  network: Network
  /** What the feed answers: the network file as it stands, or the network after edits. */
  text: string
  etag: string
  /** Where this stands in the list of changes. */
  cursor: string
  userById: Map<string, NetworkUser>
  userByEmail: Map<string, NetworkUser>
}

export interface NetworkFile {
  current(): Promise<NetworkSnapshot>
}

export function snapshotOf(network: Network, text: string, cursor: string): NetworkSnapshot {
  return {
    network,
    text,
    etag: `"${digestOf(text)}"`,
    cursor,
    userById: new Map(network.users.map((user) => [user.id, user])),
    userByEmail: new Map(network.users.map((user) => [user.email.toLowerCase(), user])),
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/**
 * Reads the text of a network file; what may be left out gets its default. Only what this program itself cannot do
 * without is an error: what else is wrong is found by `checkNetwork`, and can be mended on the administration pages.
 */
export function parseNetwork(path: string, text: string): Network {
  const value = JSON.parse(text) as Record<string, unknown> | null
  for (const kind of KINDS) {
    if (!Array.isArray(value?.[kind])) throw new Error(`${path} has no list "${kind}"`)
  }
  const network = value as unknown as Network
  const ids = new Set<string>()
  const emails = new Set<string>()
  for (const user of network.users) {
    if (typeof user?.id !== 'string' || typeof user.email !== 'string' || !englishName(user)) {
      throw new Error(`${path} has a user without id, e-mail or English name`)
    }
    // Two people behind one address: one of them could sign in as the other.
    if (ids.has(user.id) || emails.has(user.email.toLowerCase()))
      throw new Error(`${path} names ${user.id} twice`)
    ids.add(user.id)
    emails.add(user.email.toLowerCase())
  }
  return withDefaults(path, network)
}

function withDefaults(path: string, network: Network): Network {
  const kinds = KINDS.map((kind) => {
    const things = network[kind] as Named[]
    return [kind, things.map((thing) => ({ ...DEFAULTS[kind], ...named(path, kind, thing) }))]
  })
  return Object.fromEntries(kinds) as Network
}

const DEFAULTS: Partial<Record<Kind, object>> = {
  services: { departmentIds: [] },
  companies: { active: true },
  branches: {
    ...{ brandIds: [], departmentIds: [], serviceIds: [], workingPeriods: [], holidays: [] },
    active: true,
  },
  teams: { branchIds: [], tags: [], active: true },
  users: { language: 'en', teamIds: [], roles: [], scopes: [], active: true },
}

function named(path: string, kind: Kind, thing: Named): Named {
  const name = englishName(thing)
  if (typeof thing?.id !== 'string' || !name)
    throw new Error(`${path} has an entry of "${kind}" without id or English name`)
  return typeof thing.name === 'string' ? { ...thing, name: { en: name } } : thing
}

function englishName(thing: Named | null | undefined): string | undefined {
  const name: unknown = typeof thing?.name === 'string' ? thing.name : thing?.name?.en
  return typeof name === 'string' ? name : undefined
}
