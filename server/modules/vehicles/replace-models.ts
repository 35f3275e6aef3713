import { z } from 'zod'
import type { Ctx } from '../../platform/context.ts'
import { networkOf } from '../directory/index.ts'
import { writeCatalogue } from './model-queries.ts'
import { forgetModels } from './models.ts'

const Text = z.string().trim().min(1).max(100)
const Model = z.object({
  id: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w.:-]+$/),
  brandId: z.string(),
  name: z.object({ en: Text, ar: Text.optional(), ckb: Text.optional(), ru: Text.optional() }),
  grades: z.array(Text).max(50),
  years: z.array(z.int().min(1950).max(2100)).max(100),
  bodyType: Text,
})
export type ModelInput = z.input<typeof Model>

/** Replaces the catalogue by these models, all or none; a model of a brand that is not there is an error. */
export async function replaceModels(ctx: Ctx, input: unknown): Promise<void> {
  const models = z.array(Model).parse(input)
  const { brands } = await networkOf(ctx)
  const seen = new Set<string>()
  for (const { id, brandId } of models) {
    if (!brands.has(brandId)) throw new Error(`vehicle model ${id}: brand ${brandId} does not exist`)
    if (seen.has(id)) throw new Error(`vehicle model ${id} is there twice`)
    seen.add(id)
  }
  await writeCatalogue(
    ctx,
    models.map(({ brandId, bodyType, ...model }) => ({ ...model, brand_id: brandId, body_type: bodyType })),
  )
  forgetModels(ctx)
}
