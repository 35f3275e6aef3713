import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { LANGUAGES } from '../../../../contract/languages.ts'
import { FeedFailed } from '../directory-feed.ts'

/** The lists of the platform that we read; each name is the last word of its endpoint. */
export const PLATFORM_KINDS = [
  ...(['Country', 'Region', 'City', 'Brand', 'Department', 'Service'] as const),
  ...(['Company', 'CompanyBranch', 'Team', 'User', 'AccessTree', 'CompanyCalendar'] as const),
] as const
export type PlatformKind = (typeof PLATFORM_KINDS)[number]

const Kind = z.enum(PLATFORM_KINDS)
const Names = z.array(z.string().min(1).max(64))
const ScopeKind = z.enum(['network', 'company', 'branch', 'team', 'own'])

/** Which department gives a service, as the platform's own seed data has it. The model itself does not say. */
const SERVICE_DEPARTMENTS = {
  ...{ 'new-vehicle-sale': ['showroom'], 'installment-sales': ['showroom'], 'used-car-sales': ['showroom'] },
  ...{ 'test-drive': ['showroom'], 'parts-counter-sale': ['parts-shop'], 'body-and-paint': ['body-shop'] },
  'auto-repair-and-maintenance': ['service-center', 'quick-service-center'],
}

/**
 * What differs from one deployment of the platform to the next, or is not certain (docs/operations/identity-systems.md).
 * Everything has a default; the file that `PLATFORM_MAPPING` names says what is different.
 */
export const PlatformMapping = z.strictObject({
  /** Our ids: the platform's IntegrationId (where a row has one), or its hashid. Users go by hashid, as tokens do. */
  ids: z.partialRecord(Kind.exclude(['User']), z.enum(['integration', 'hashid'])).default({}),
  /** Endpoints that stand elsewhere than at `api/Identity<kind>`. */
  paths: z.partialRecord(Kind, z.string().regex(/^[\w./-]+$/)).default({}),
  /** Columns that are called otherwise there: `CompanyBranch.Brands` → `CompanyBranchBrands`. */
  fields: z.record(z.string().regex(/^\w+\.\w+$/), z.string().min(1)).default({}),
  /** Kinds whose rows are read one by one, because their list leaves something out that is wanted. */
  detail: z.array(Kind).default([]),
  pageSize: z.int().min(1).max(1000).default(100),
  orderBy: z.string().min(1).max(64).default('ID'),
  calendars: z.boolean().default(true),
  /** Our id of the distributor, where the platform has several companies of that type. */
  distributor: z.string().min(1).nullable().default(null),
  language: z.enum(LANGUAGES).default('en'),
  serviceDepartments: z.record(z.string(), Names).default(SERVICE_DEPARTMENTS),
  /** What an access tree of this name gives here. */
  accessTrees: z
    .record(z.string(), z.strictObject({ roles: Names.default([]), scopes: z.array(ScopeKind).default([]) }))
    .default({}),
  /** What everybody has; the scopes hold for those whose access trees say nothing of units. */
  everybody: z
    .strictObject({
      roles: Names.default([]),
      scopes: z.array(ScopeKind.exclude(['network'])).default(['branch', 'team', 'own']),
    })
    .prefault({}),
  /** Where in an access tree the units stand that somebody reaches; null: trees do not decide. */
  dataLevelAccess: z.array(z.string().min(1)).nullable().default(['ShiftIdentityActions', 'DataLevelAccess']),
})
export type PlatformMapping = z.output<typeof PlatformMapping>

/** Reads the mapping file; without one, the defaults. Throws `FeedFailed` with every line that is wrong. */
export async function readPlatformMapping(file: string | null): Promise<PlatformMapping> {
  if (file === null) return PlatformMapping.parse({})
  const text = await readFile(file, 'utf8').catch(() => {
    throw new FeedFailed('file-missing', `the mapping file cannot be read: ${file}`)
  })
  const parsed = PlatformMapping.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`)
  throw new FeedFailed('file-invalid', `the mapping file is not usable: ${lines[0]}`, lines)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FeedFailed('file-invalid', `the mapping file is not JSON: ${file}`)
  }
}
