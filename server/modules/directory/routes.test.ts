import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { safeParse } from 'zod/mini'
import type { Actor } from '../../../contract/actor.ts'
import { LANGUAGES, type Language } from '../../../contract/languages.ts'
import {
  type Branch,
  Branch as BranchSchema,
  list,
  type Team,
  type User,
  User as UserSchema,
} from '../../../contract/network.ts'
import type { House } from '../../platform/context.ts'
import { inTransaction } from '../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { BRANCH, BRAND, CITY, SERVICE, settleWorld, USER, worldSnapshot } from '../../test/world-network.ts'
import { directoryRoutes, staffActor } from './index.ts'

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

const NOBODY: Actor = { kind: 'nobody' }
const as = (userId: string) => ask(house, (ctx) => staffActor(ctx, userId)) as Promise<Actor>

/** What the route answers this actor; who may call at all is the pipeline's part. */
async function get<Item>(path: string, actor: Actor, query: object = {}, language: Language = 'en') {
  const route = directoryRoutes.find((found) => found.path === path)
  if (route?.method !== 'GET') throw new Error(path)
  const answer = await inTransaction(house, { actor, language }, (ctx) =>
    route.read(ctx, { params: undefined, query, body: undefined, ifMatch: null }),
  )
  return (answer.body as { items: Item[] }).items
}
const ids = (items: { id: string }[]) => items.map((item) => item.id)

describe('branches', () => {
  it('are open to the public, without the closed ones', async () => {
    const found = await get<Branch>('/network/branches', NOBODY)
    expect(ids(found)).toHaveLength(6)
    expect(ids(found)).not.toContain(BRANCH.alphaClosed)
    expect(safeParse(list(BranchSchema), { items: found }).success).toBe(true)
  })

  it('are shown to staff with the closed ones marked', async () => {
    const found = await get<Branch>('/network/branches', await as(USER.betaManager))
    expect(found.find((branch) => branch.id === BRANCH.alphaClosed)?.active).toBe(false)
  })

  it('are narrowed to what serves the request', async () => {
    const query = { cityId: CITY.north, brandId: BRAND.a, serviceId: SERVICE.testDrive }
    expect(ids(await get('/network/branches', NOBODY, query))).toEqual([BRANCH.alphaNorth])
    const b = { cityId: CITY.north, brandId: BRAND.b, serviceId: SERVICE.testDrive }
    expect(ids(await get('/network/branches', NOBODY, b))).toEqual([BRANCH.alphaNorth, BRANCH.betaNorth])
    expect(ids(await get('/network/branches', NOBODY, { ...b, companyId: 'beta' }))).toEqual([
      BRANCH.betaNorth,
    ])
    expect(await get('/network/branches', NOBODY, { brandId: 'gone' })).toEqual([])
  })

  it('speak the language of the reader', async () => {
    const names = (language: Language) =>
      get<Branch>('/network/branches', NOBODY, { companyId: 'beta', cityId: CITY.east }, language)
    expect((await names('ar'))[0]?.city.name).toBe('مدينة الشرق')
    expect((await names('ckb'))[0]?.city.name).toBe('مدينة الشرق')
    expect((await names('ru'))[0]?.city.name).toBe('Easttown')
  })
})

describe('teams and users', () => {
  const paths = ['/network/teams', '/network/users']

  it.each(paths)('%s are for staff only', (path) => {
    expect(directoryRoutes.find((route) => route.path === path)?.callers).toEqual(['staff'])
  })

  it.each(paths)('%s of a rival are not there, asked for or not', async (path) => {
    for (const user of [USER.alphaManager, USER.alphaNorthAgent, USER.alphaTeamAgent]) {
      const found = await get<Team>(path, await as(user))
      expect(new Set(found.map((item) => item.company.id))).toEqual(new Set(['alpha']))
      expect(await get(path, await as(user), { companyId: 'beta' })).toEqual([])
    }
  })

  it.each(paths)('%s of all are there for network scope', async (path) => {
    const found = await get<Team>(path, await as(USER.coordinator))
    expect(new Set(found.map((item) => item.company.id))).toEqual(new Set(['distributor', 'alpha', 'beta']))
  })

  it.each(paths)(
    "%s of a dealer are hidden from the distributor's staff without network scope",
    async (path) => {
      const found = await get<Team>(path, await as(USER.recallSpecialist))
      expect(new Set(found.map((item) => item.company.id))).toEqual(new Set(['distributor']))
    },
  )

  it.each(paths)('%s are nothing for whoever is no staff, whatever the way here', async (path) => {
    for (const actor of [NOBODY, { kind: 'customer', sessionId: 's' }] as Actor[]) {
      expect(await get(path, actor)).toEqual([])
    }
  })

  it('contacts are for network scope and the user', async () => {
    const seen = async (reader: string) =>
      (await get<User>('/network/users', await as(reader), { companyId: 'alpha' })).filter(
        (user) => user.email,
      )
    expect(ids(await seen(USER.alphaManager))).toEqual([USER.alphaManager])
    expect(await seen(USER.coordinator)).toHaveLength(
      worldSnapshot().users.filter((user) => user.companyId === 'alpha').length,
    )
    const [own] = await seen(USER.alphaManager)
    expect(own).toMatchObject({ email: 'alpha-manager@alpha.example', phone: '+9647500009000' })
    expect(safeParse(list(UserSchema), { items: [own] }).success).toBe(true)
  })

  it('inactive users are marked', async () => {
    const found = await get<User>('/network/users', await as(USER.alphaManager))
    expect(found.filter((user) => !user.active).map((user) => user.id)).toEqual([USER.alphaFormer])
  })
})

it('every list answers in every language', async () => {
  const staff = await as(USER.coordinator)
  const lists = directoryRoutes.filter(({ path }) => path.startsWith('/network/'))
  for (const { path } of lists) {
    for (const language of LANGUAGES) expect(await get(path, staff, {}, language)).not.toEqual([])
  }
})
