import * as z from 'zod/mini'
import { Id } from './text.ts'

/** A thing of the directory where it is mentioned: its id, and its name in the reader's language. */
export const Reference = z.object({ id: z.string(), name: z.string() })
export type Reference = z.infer<typeof Reference>

export const COMPANY_KINDS = ['distributor', 'dealer', 'other'] as const
export type CompanyKind = (typeof COMPANY_KINDS)[number]

export const Company = z.object({ ...Reference.shape, kind: z.enum(COMPANY_KINDS), active: z.boolean() })
export const City = z.object({ ...Reference.shape, timeZone: z.nullable(z.string()) })
export const Brand = z.object({ ...Reference.shape })
export const Department = z.object({ ...Reference.shape })
export const Service = z.object({ ...Reference.shape, departmentIds: z.array(z.string()) })
export const VehicleModel = z.object({
  ...Reference.shape,
  brand: Reference,
  grades: z.array(z.string()),
  years: z.array(z.int()),
  bodyType: z.string(),
})
export type VehicleModel = z.infer<typeof VehicleModel>

/** Hours of a branch in its own local time; days count from Sunday = 0. */
export const WorkingPeriod = z.object({
  days: z.array(z.int()),
  from: z.string(),
  to: z.string(),
  departmentId: z.optional(z.string()),
})

export const Branch = z.object({
  ...Reference.shape,
  company: Reference,
  city: Reference,
  timeZone: z.string(),
  address: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  location: z.nullable(z.object({ latitude: z.number(), longitude: z.number() })),
  brands: z.array(Reference),
  departments: z.array(Reference),
  services: z.array(Reference),
  workingPeriods: z.array(WorkingPeriod),
  active: z.boolean(),
})
export type Branch = z.infer<typeof Branch>

export const Team = z.object({
  ...Reference.shape,
  company: Reference,
  branches: z.array(Reference),
  tags: z.array(z.string()),
  active: z.boolean(),
})
export type Team = z.infer<typeof Team>

/** Contacts are for the network scope and the user; others get null. */
export const User = z.object({
  ...Reference.shape,
  company: Reference,
  branch: z.nullable(Reference),
  teams: z.array(Reference),
  roles: z.array(z.string()),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  active: z.boolean(),
})
export type User = z.infer<typeof User>

/** Branches for a form: only those that serve what is asked for. */
export const BranchQuery = z.strictObject({
  companyId: z.optional(Id),
  cityId: z.optional(Id),
  brandId: z.optional(Id),
  serviceId: z.optional(Id),
})
export const VehicleModelQuery = z.strictObject({ brandId: z.optional(Id) })
export const UnitQuery = z.strictObject({ companyId: z.optional(Id) })
export const list = <Item extends z.core.$ZodType>(item: Item) => z.object({ items: z.array(item) })
