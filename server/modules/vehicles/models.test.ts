import { afterAll, beforeAll, expect, it } from 'vitest'
import { safeParse } from 'zod/mini'
import { list, VehicleModel } from '../../../contract/network.ts'
import { type House, inTransaction } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { BRAND, MODEL, settleWorld, worldModels, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot } from '../directory/index.ts'
import { modelsOf, replaceModels, vehicleRoutes } from './index.ts'

let database: TestDatabase
let house: House

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
  await ask(house, settleWorld)
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
})

async function get(query: object = {}) {
  const route = vehicleRoutes[0]
  if (route?.method !== 'GET') throw new Error('the route is gone')
  const answer = await inTransaction(house, { actor: { kind: 'nobody' }, language: 'ar' }, (ctx) =>
    route.read(ctx, { params: undefined, query, body: undefined, ifMatch: null }),
  )
  expect(safeParse(list(VehicleModel), answer.body).success).toBe(true)
  return (answer.body as { items: VehicleModel[] }).items
}
const ids = (items: { id: string }[]) => items.map((item) => item.id).sort()

it('lists the models of all brands, or of one, in the language of the reader', async () => {
  expect(ids(await get())).toEqual([MODEL.a, MODEL.b, MODEL.c])
  expect(await get({ brandId: BRAND.b })).toEqual([
    {
      ...{ id: MODEL.b, name: 'B ون', brand: { id: BRAND.b, name: 'علامة b' } },
      ...{ grades: ['Standard', 'Comfort'], years: [2025, 2026, 2027], bodyType: 'suv' },
    },
  ])
})

it('keeps one copy in memory until the catalogue changes', async () => {
  const before = await ask(house, modelsOf)
  expect(await ask(house, modelsOf)).toBe(before)
  await ask(house, (ctx) => replaceModels(ctx, worldModels().slice(1)))
  const after = await ask(house, modelsOf)
  expect(after.get(MODEL.a)).toMatchObject({ active: false, name: { en: 'A-One' } })
  expect(ids(await get())).toEqual([MODEL.b, MODEL.c])
  await ask(house, (ctx) => replaceModels(ctx, worldModels()))
  expect(ids(await get())).toEqual([MODEL.a, MODEL.b, MODEL.c])
})

it('does not offer a model whose brand is gone', async () => {
  await ask(house, (ctx) => {
    const world = worldSnapshot()
    world.brands = world.brands.filter((brand) => brand.id !== BRAND.c)
    for (const branch of world.branches)
      branch.brandIds = branch.brandIds?.filter((id) => id !== BRAND.c) ?? []
    return applySnapshot(ctx, world)
  })
  expect(ids(await get())).toEqual([MODEL.a, MODEL.b])
  await ask(house, settleWorld)
})

it.each([
  ['a brand that does not exist', { brandId: 'gone' }, /model-a-one: brand gone does not exist/],
  ['an id twice', { id: MODEL.b }, /model-b-one is there twice/],
  ['a year that is none', { years: [20] }, /years/],
])('refuses %s and changes nothing', async (_, change, message) => {
  const before = await ask(house, modelsOf)
  const [first, ...rest] = worldModels()
  const models = [{ ...first, ...change }, ...rest]
  await expect(ask(house, (ctx) => replaceModels(ctx, models))).rejects.toThrow(message)
  expect(await ask(house, modelsOf)).toBe(before)
})
