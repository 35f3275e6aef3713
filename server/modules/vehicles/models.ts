import type { LocalisedText } from '../../../contract/languages.ts'
import type { Ctx, House } from '../../platform/context.ts'
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

const caches = new WeakMap<House, Models>()

/** The catalogue in memory, read again when its version has changed; inactive models are there, marked. */
export async function modelsOf(ctx: Pick<Ctx, 'house' | 'tx'>): Promise<Map<string, ModelEntry>> {
  const version = await readCatalogueVersion(ctx)
  const cached = caches.get(ctx.house)
  if (cached?.version === version) return cached.models
  const { rows, version: read } = await readCatalogue(ctx)
  const models = new Map(
    rows.map(({ brand_id, body_type, ...row }) => [
      row.id,
      { ...row, brandId: brand_id, bodyType: body_type },
    ]),
  )
  caches.set(ctx.house, { version: read, models })
  return models
}
