import { type core, safeParse } from 'zod/mini'
import type { Ctx, House } from '../../platform/context.ts'
import { forgetShortly, shortly } from '../../platform/short-memory.ts'
import { allRows } from './setting-queries.ts'
import type { SettingsTable } from './tables.ts'

/** A setting: its name, the shape of its value, and what holds until somebody changes it. */
export type SettingDefinition<Schema extends core.$ZodType> = {
  name: string
  schema: Schema
  default: core.output<Schema>
}

type Reader = Pick<Ctx, 'house' | 'tx'>
const MEMORY = 'settings'

/** The value that holds now, with its version: 0 where nobody changed it. */
export async function readSetting<Schema extends core.$ZodType>(
  ctx: Reader,
  definition: SettingDefinition<Schema>,
): Promise<{
  value: core.output<Schema>
  version: number
  changedAt: Date | null
  changedBy: string | null
}> {
  const row = (await rows(ctx)).find(({ name }) => name === definition.name)
  const untouched = { value: definition.default, changedAt: null, changedBy: null }
  if (!row) return { ...untouched, version: 0 }
  const about = { version: row.version, changedAt: row.changed_at, changedBy: row.changed_by }
  const parsed = safeParse(definition.schema, row.value)
  if (parsed.success) return { value: parsed.data, ...about }
  reportOnce(ctx.house, row)
  return { ...untouched, ...about }
}

/** The value that holds in this very transaction, past the memory: for what is written from it. */
export async function readSettingNow<Schema extends core.$ZodType>(
  ctx: Pick<Ctx, 'tx'>,
  { name, schema, default: fallback }: SettingDefinition<Schema>,
): Promise<core.output<Schema>> {
  const row = (await allRows(ctx)).find((one) => one.name === name)
  const parsed = row && safeParse(schema, row.value)
  return parsed?.success ? parsed.data : fallback
}

/** Changes with every change of any setting: for what is computed from them and kept. */
export async function settingsVersion(ctx: Reader): Promise<string> {
  return (await rows(ctx)).map(({ name, version }) => `${name}:${version}`).join()
}

/** For an act that has itself changed a setting. */
export const forgetSettings = (house: House) => forgetShortly(house, MEMORY)

const rows = (ctx: Reader): Promise<SettingsTable[]> => shortly(ctx.house, MEMORY, () => allRows(ctx))

const reported = new WeakMap<House, Set<string>>()

function reportOnce(house: House, { name, version }: SettingsTable): void {
  const known = reported.get(house) ?? new Set<string>()
  reported.set(house, known)
  if (known.has(`${name} ${version}`)) return
  known.add(`${name} ${version}`)
  house.log.error({ setting: name, version }, 'settings: a stored value does not fit; its default holds')
}
