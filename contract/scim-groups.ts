import * as z from 'zod/mini'
import { Reference } from './network.ts'

const Id = z.string().check(z.regex(/^[\w.:-]{1,64}$/))
const Role = z.string().check(z.regex(/^[\w.:@ -]{1,64}$/))

/** Parts of SCIM's enterprise extension that may name somebody's company or branch, by its id or one of its names. */
export const ENTERPRISE_PARTS = ['organization', 'division', 'department', 'costCenter'] as const
export type EnterprisePart = (typeof ENTERPRISE_PARTS)[number]
const Part = z.nullable(z.enum(ENTERPRISE_PARTS))

export const SCIM_SCOPES = ['network', 'company', 'branch', 'team', 'own'] as const

/**
 * What being in a SCIM group of this name (in any case) gives: a place in the network, roles, and scopes on the units
 * named here, or else on the person's own. The whole network is given to the distributor's people only.
 */
export const ScimGroupRule = z.strictObject({
  group: z.string().check(z.trim(), z.minLength(1), z.maxLength(256)),
  companyId: z.optional(Id),
  branchId: z.optional(Id),
  teamId: z.optional(Id),
  roles: z.array(Role).check(z.maxLength(20)),
  scopes: z.array(z.enum(SCIM_SCOPES)).check(z.maxLength(5)),
})
export type ScimGroupRule = z.output<typeof ScimGroupRule>

/** How people of a SCIM client are placed: by the enterprise extension first, else by their groups. */
export const ScimPlacing = z.strictObject({
  companyFrom: Part,
  branchFrom: Part,
  groups: z.array(ScimGroupRule).check(z.maxLength(500)),
})
export type ScimPlacing = z.output<typeof ScimPlacing>

/** Why somebody has no place: no company is named; their groups name several; the company named is not there. */
export const UNPLACED = ['no-company', 'several-companies'] as const
export type Unplaced = (typeof UNPLACED)[number]

/** The placing as it holds now, the groups that the client keeps here, and who has no place and so sees nothing. */
export const ScimGroups = z.object({
  version: z.int(),
  changedAt: z.nullable(z.string()),
  changedBy: z.nullable(Reference),
  placing: ScimPlacing,
  known: z.array(z.object({ group: z.string(), members: z.int(), mapped: z.boolean() })),
  people: z.object({ active: z.int(), inactive: z.int() }),
  /** The first hundred; `userName` is what the client calls them. */
  unplaced: z.array(z.object({ id: z.string(), userName: z.string(), why: z.enum(UNPLACED) })),
})
export type ScimGroups = z.infer<typeof ScimGroups>
