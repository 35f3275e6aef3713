import type { Action } from '../../../contract/actions.ts'
import type { Language, LocalisedText } from '../../../contract/languages.ts'
import type { CompanyKind } from '../../../contract/network.ts'

export type NamedEntry = { id: string; name: LocalisedText; active: boolean }
export type CompanyEntry = NamedEntry & { kind: CompanyKind }
export type ServiceEntry = NamedEntry & { departmentIds: string[] }
export type CityEntry = NamedEntry & { timeZone: string | null }

/** Hours in the branch's own local time; days count from Sunday = 0. */
export type WorkingPeriod = { days: number[]; from: string; to: string; departmentId?: string }
export type Holiday = { from: string; to: string; name: LocalisedText }

export type BranchEntry = NamedEntry & {
  companyId: string
  cityId: string
  timeZone: string
  address: LocalisedText | null
  phone: string | null
  latitude: number | null
  longitude: number | null
  brandIds: Set<string>
  departmentIds: Set<string>
  serviceIds: Set<string>
  workingPeriods: WorkingPeriod[]
  holidays: Holiday[]
}

export type TeamEntry = NamedEntry & { companyId: string; branchIds: string[]; tags: string[] }

export type UserEntry = {
  id: string
  /** As the log and the mails write it; `refer` gives the reader's own spelling. */
  name: string
  localisedName: LocalisedText
  email: string | null
  phone: string | null
  language: Language
  companyId: string
  branchId: string | null
  teamIds: string[]
  roles: string[]
  /** What the roles give at this company, by the mapping of the product. */
  actions: ReadonlySet<Action>
  active: boolean
}

/** The network in memory: one consistent copy, inactive units included, so that history keeps its names. */
export type Network = {
  version: number
  distributor: CompanyEntry
  companies: Map<string, CompanyEntry>
  branches: Map<string, BranchEntry>
  teams: Map<string, TeamEntry>
  users: Map<string, UserEntry>
  brands: Map<string, NamedEntry>
  departments: Map<string, NamedEntry>
  services: Map<string, ServiceEntry>
  cities: Map<string, CityEntry>
}
