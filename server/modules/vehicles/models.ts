import type { LocalisedText } from '../../../contract/languages.ts'
import type { Ctx, House, Tx } from '../../platform/context.ts'
import { forgetShortly, shortly } from '../../platform/short-memory.ts'
import { readCatalogue, readCatalogueVersion } from './model-queries.ts'

export type ModelEntry = {
  id: string
  brandId: string
  name: LocalisedText
  grades: string[]
  years: number[]
  bodyType: string
  active: boolean
}
export type Models = { version: number; models: Map<string, ModelEntry> }

const VERSION = 'catalogue version'
const caches = new WeakMap<House, Models>()
/** What an act has seen: it asks for the version once. */
const seen = new WeakMap<Tx, Models>()

/** The catalogue in memory, read again when its version has changed; inactive models are there, marked. */
export async function modelsOf(ctx: Pick<Ctx, 'house' | 'tx'>): Promise<Map<string, ModelEntry>> {
  const known = seen.get(ctx.tx) ?? (await currentModels(ctx))
  // Outside a transaction every question is one of its own.
  if (ctx.tx !== ctx.house.db) seen.set(ctx.tx, known)
  return known.models
}

/** For an act that has itself changed the catalogue. */
export function forgetModels(ctx: Pick<Ctx, 'house' | 'tx'>): void {
  seen.delete(ctx.tx)
  forgetShortly(ctx.house, VERSION)
}

async function currentModels(ctx: Pick<Ctx, 'house' | 'tx'>): Promise<Models> {
  const version = await shortly(ctx.house, VERSION, () => readCatalogueVersion(ctx))
  const cached = caches.get(ctx.house)
  if (cached?.version === version) return cached
  const { rows, version: read } = await readCatalogue(ctx)
  const models = new Map(
    rows.map(({ brand_id, body_type, ...row }) => [
      row.id,
      { ...row, brandId: brand_id, bodyType: body_type },
    ]),
  )
  const current = { version: read, models }
  caches.set(ctx.house, current)
  return current
}
