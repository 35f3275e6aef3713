import { list, VehicleModel, VehicleModelQuery } from '../../../contract/network.ts'
import { type Route, read } from '../../platform/http/route.ts'
import { networkOf, refer } from '../directory/index.ts'
import { modelsOf } from './models.ts'

const vehicleModels = read({
  path: '/network/vehicle-models',
  summary: 'List vehicle models',
  tag: 'Vehicles',
  callers: ['staff', 'customer', 'link', 'client', 'nobody'],
  action: 'directory.read',
  embeds: true,
  query: VehicleModelQuery,
  answer: list(VehicleModel),
  read: async (ctx, { query }) => {
    const { brands } = await networkOf(ctx)
    const collator = new Intl.Collator(ctx.language)
    const items = [...(await modelsOf(ctx)).values()].flatMap((model): VehicleModel[] => {
      const brand = brands.get(model.brandId)
      if (!model.active || !brand?.active) return []
      if (query.brandId !== undefined && query.brandId !== brand.id) return []
      const { grades, years, bodyType } = model
      return [{ ...refer(model, ctx.language), brand: refer(brand, ctx.language), grades, years, bodyType }]
    })
    return { body: { items: items.sort((a, b) => collator.compare(a.name, b.name)) } }
  },
})

export const vehicleRoutes: readonly Route[] = [vehicleModels]
