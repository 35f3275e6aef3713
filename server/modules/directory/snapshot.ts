import { z } from 'zod'
import { LANGUAGES } from '../../../contract/languages.ts'
import { COMPANY_KINDS } from '../../../contract/network.ts'

const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/, 'may hold letters, digits and . _ : - only')
const Text = z.string().trim().min(1).max(300)
const Name = z.union([
  z.object({ en: Text, ar: Text.optional(), ckb: Text.optional(), ru: Text.optional() }),
  Text.transform((en) => ({ en })),
])
const Ids = z.array(Id).default([])
const Active = z.boolean().default(true)
const Day = z.iso.date()
const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, as 08:30')
const Zone = z.string().refine(isTimeZone, 'is not a time zone')
const Latitude = z.number().min(-90).max(90)
const Longitude = z.number().min(-180).max(180)

const Period = z.object({
  days: z.array(z.int().min(0).max(6)).min(1),
  from: Clock,
  to: Clock,
  departmentId: Id.optional(),
})
const Holiday = z.object({ from: Day, to: Day, name: Name })

const Company = z.object({
  ...{ id: Id, kind: z.enum(COMPANY_KINDS), name: Name },
  parentId: Id.nullish(),
  active: Active,
})
const Branch = z.object({
  ...{ id: Id, companyId: Id, cityId: Id, name: Name, timeZone: Zone.nullish() },
  ...{ address: Name.nullish(), phone: z.string().max(40).nullish() },
  ...{ latitude: Latitude.nullish(), longitude: Longitude.nullish() },
  ...{ brandIds: Ids, departmentIds: Ids, serviceIds: Ids },
  workingPeriods: z.array(Period).default([]),
  holidays: z.array(Holiday).default([]),
  ...{ openedOn: Day.nullish(), closedOn: Day.nullish(), active: Active },
})
const Team = z.object({
  ...{ id: Id, companyId: Id, name: Name, branchIds: Ids },
  tags: z.array(z.string().min(1).max(64)).default([]),
  active: Active,
})
const Scope = z.object({
  kind: z.enum(['network', 'company', 'branch', 'team', 'own']),
  unitId: Id.nullish(),
  brandId: Id.nullish(),
})
const User = z.object({
  ...{ id: Id, name: Name, email: z.email().nullish(), phone: z.string().max(40).nullish() },
  language: z.enum(LANGUAGES).catch('en'),
  ...{ companyId: Id, branchId: Id.nullish(), teamIds: Ids },
  roles: z.array(z.string().min(1).max(64)).default([]),
  scopes: z.array(Scope).default([]),
  active: Active,
})

/** The whole network, as the feed of an Identity System gives it. Fields we do not know are left aside. */
export const Snapshot = z.object({
  countries: z.array(z.object({ id: Id, name: Name })),
  regions: z.array(z.object({ id: Id, countryId: Id, name: Name })),
  cities: z.array(
    z.object({
      ...{ id: Id, regionId: Id, name: Name, timeZone: Zone.nullish() },
      ...{ latitude: Latitude.nullish(), longitude: Longitude.nullish() },
    }),
  ),
  brands: z.array(z.object({ id: Id, name: Name })),
  departments: z.array(z.object({ id: Id, name: Name })),
  services: z.array(z.object({ id: Id, name: Name, departmentIds: Ids })),
  companies: z.array(Company),
  branches: z.array(Branch),
  teams: z.array(Team),
  users: z.array(User),
})
export type Snapshot = z.output<typeof Snapshot>
/** What a feed may send: names as plain strings or by language, defaults left out. */
export type SnapshotInput = z.input<typeof Snapshot>

/** One thing of a snapshot that does not hold together with the others: what is wrong, in which field. */
export type Fault = {
  kind: keyof Snapshot
  id: string
  field: string
  text: string
  /** The id that it names and that is not there. */
  missing?: string
}

/** A snapshot that cannot be applied, with everything that is wrong with it. */
export class SnapshotRejected extends Error {
  readonly problems: readonly string[]
  /** The same in parts, where each thing is right by itself. */
  readonly faults: readonly Fault[]
  constructor(problems: readonly string[], faults: readonly Fault[] = []) {
    super(`The directory snapshot is not usable:\n${problems.join('\n')}`)
    this.name = 'SnapshotRejected'
    this.problems = problems
    this.faults = faults
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
