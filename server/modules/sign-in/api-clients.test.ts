import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { House } from '../../platform/context.ts'
import { inTransaction } from '../../platform/context.ts'
import type { Refusal } from '../../platform/refusal.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { signInApp } from '../../test/sign-in-app.ts'
import { BRANCH, BRAND, settleWorld, USER, worldSnapshot } from '../../test/world-network.ts'
import { applySnapshot, staffActor } from '../directory/index.ts'
import { hashKey, isKeyOf, newKey, prefixOf } from './api-key.ts'
import { readClients } from './client-queries.ts'
import {
  cookieName,
  createClient,
  createStaffSession,
  listClients,
  type NewClient,
  revokeClient,
} from './index.ts'

const start = new Date('2026-11-22T09:00:00Z')
let database: TestDatabase
let house: House
let app: FastifyInstance
let now = start

beforeAll(async () => {
  database = await createTestDatabase()
  house = { ...openHouse(database), clock: () => now }
  app = signInApp(house)
  await ask(house, settleWorld)
})
beforeEach(() => {
  now = start
})
afterAll(async () => {
  await app.close()
  await house.db.destroy()
  await database.drop()
})

const make = (more: Partial<NewClient> = {}) =>
  ask(house, (ctx) =>
    createClient(ctx, { name: 'Site', kind: 'website', scopes: ['tickets.create'], ...more }),
  )
const refusal = (more: Partial<NewClient>): Promise<Refusal> =>
  make(more).then(
    () => null,
    (error) => error,
  ) as never

async function probe(authorization: string, cookie = '') {
  const answer = await app.inject({ url: '/probe', headers: { authorization, cookie } })
  return { status: answer.statusCode, body: answer.json(), challenge: answer.headers['www-authenticate'] }
}

describe('a key', () => {
  it('looks as it should and is never the same', () => {
    const [one, two] = [newKey(), newKey()]
    expect(one.key).toMatch(/^ick_[a-z0-9]{8}_[\w-]{43}$/)
    expect(prefixOf(one.key)).toBe(one.prefix)
    expect(one.key).not.toBe(two.key)
    expect(prefixOf(`${one.key}x`)).toBeNull()
  })

  it('is compared the same way where no client has its prefix', () => {
    const { key, hash } = newKey()
    expect(isKeyOf(key, hash)).toBe(true)
    expect(isKeyOf(key, undefined)).toBe(false)
    expect(isKeyOf(newKey().key, hash)).toBe(false)
    expect(isKeyOf(key, hashKey(`${key} `))).toBe(false)
  })

  it('makes its client known, with its limits', async () => {
    const limits = { brandIds: [BRAND.a], branchIds: [BRANCH.alphaNorth] }
    const { key, client } = await make({
      companyId: 'alpha',
      scopes: ['tickets.create', 'tickets.read'],
      ...limits,
    })
    expect((await probe(`Bearer ${key}`)).body.actor).toEqual({
      ...{ kind: 'client', clientId: client.id, name: 'Site', clientKind: 'website' },
      ...{ companyId: 'alpha', companyKind: 'dealer', scopes: ['tickets.create', 'tickets.read'], ...limits },
    })
    expect((await probe(`bearer  ${key}`)).status).toBe(200)
  })

  it('belongs to the distributor, without limits, where nothing is said', async () => {
    const { body } = await probe(`Bearer ${(await make()).key}`)
    expect(body.actor).toMatchObject({ companyId: 'distributor', brandIds: null, branchIds: null })
  })

  it('is kept as a hash only', async () => {
    const { key, client } = await make()
    const rows = await ask(house, (ctx) => readClients(ctx))
    const row = rows.find(({ id }) => id === client.id)
    expect(row?.keys.map((one) => one.hash)).toEqual([hashKey(key)])
    expect(JSON.stringify(rows)).not.toContain(key.split('_')[2])
  })

  it('notes its use once a minute', async () => {
    const { key, client } = await make()
    const lastUsed = async () =>
      (await ask(house, (ctx) => readClients(ctx, client.id)))[0]?.keys[0]?.last_used_at
    await probe(`Bearer ${key}`)
    now = new Date(start.getTime() + 59_000)
    await probe(`Bearer ${key}`)
    expect(await lastUsed()).toEqual(start)
    now = new Date(start.getTime() + 60_000)
    await probe(`Bearer ${key}`)
    expect(await lastUsed()).toEqual(now)
  })
})

describe('a key that does not work', () => {
  const refused = { status: 401, body: { code: 'not-signed-in' }, challenge: 'Bearer error="invalid_token"' }

  it('is refused, and no cookie makes it good', async () => {
    const cookie = `${cookieName(house, 'staff')}=${await ask(house, (ctx) => createStaffSession(ctx, USER.coordinator))}`
    const { key } = await make()
    const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'E' : 'A'}`
    for (const header of [
      `Bearer ${wrong}`,
      `Bearer ${newKey().key}`,
      'Bearer x',
      'Bearer',
      'Basic YTpi',
      key,
      `Bearer ${key} ${key}`,
      '',
    ]) {
      expect(await probe(header, cookie)).toEqual(refused)
    }
    expect((await app.inject({ url: '/probe', headers: { cookie } })).json().actor.kind).toBe('staff')
  })

  it('is refused when it has expired', async () => {
    const { key } = await make({ expiresAt: new Date(start.getTime() + 1000) })
    expect((await probe(`Bearer ${key}`)).status).toBe(200)
    now = new Date(start.getTime() + 1000)
    expect(await probe(`Bearer ${key}`)).toEqual(refused)
  })

  it('is refused when it was revoked, and stays so', async () => {
    const { key, client } = await make()
    await ask(house, (ctx) => revokeClient(ctx, client.id))
    expect(await probe(`Bearer ${key}`)).toEqual(refused)
    now = new Date(start.getTime() + 5000)
    await ask(house, (ctx) => revokeClient(ctx, client.id))
    const row = (await ask(house, listClients)).find(({ id }) => id === client.id)
    expect(row?.revoked_at).toEqual(start)
  })

  it('is refused when its company has left', async () => {
    const { key } = await make({ companyId: 'beta' })
    const world = worldSnapshot()
    for (const company of world.companies) if (company.id === 'beta') company.active = false
    await ask(house, (ctx) => applySnapshot(ctx, world))
    expect(await probe(`Bearer ${key}`)).toEqual(refused)
    await ask(house, settleWorld)
    expect((await probe(`Bearer ${key}`)).status).toBe(200)
  })
})

describe('making a client', () => {
  it.each<[string, Partial<NewClient>, string, string]>([
    ['a company that is not there', { companyId: 'gone' }, '#/companyId', 'unknown-reference'],
    ['a brand that is not there', { brandIds: ['gone'] }, '#/brandIds', 'unknown-reference'],
    ['a closed branch', { branchIds: [BRANCH.alphaClosed] }, '#/branchIds', 'inactive-reference'],
    [
      "a rival's branch",
      { companyId: 'alpha', branchIds: [BRANCH.betaNorth] },
      '#/branchIds',
      'branch-of-another-company',
    ],
    ['no scope', { scopes: [] }, '#/scopes', 'required'],
    ['a scope that is none', { scopes: ['everything' as never] }, '#/scopes', 'not-one-of'],
    ['a kind that is none', { kind: 'fridge' as never }, '#/kind', 'not-one-of'],
    ['no name', { name: '  ' }, '#/name', 'required'],
    ['an end in the past', { expiresAt: start }, '#/expiresAt', 'time-past'],
  ])('is refused with %s', async (_, more, pointer, code) => {
    expect((await refusal(more)).errors).toEqual([expect.objectContaining({ pointer, code })])
  })

  it("lets the distributor's client aim at a dealer's branch", async () => {
    expect((await make({ branchIds: [BRANCH.betaNorth] })).client.branch_ids).toEqual([BRANCH.betaNorth])
  })

  it('is for who may manage clients', async () => {
    const manager = await ask(house, (ctx) => staffActor(ctx, USER.alphaManager))
    const admin = await ask(house, (ctx) => staffActor(ctx, USER.admin))
    if (!manager || !admin) throw new Error('the world has changed')
    await expect(inTransaction(house, { actor: manager }, listClients)).rejects.toThrow('not-permitted')
    await expect(inTransaction(house, { actor: admin }, listClients)).resolves.toBeInstanceOf(Array)
  })

  it.each(['x', '019ab3c4-0000-7000-8000-000000000001'])('no client %s can be revoked', async (id) => {
    await expect(ask(house, (ctx) => revokeClient(ctx, id))).rejects.toThrow('not-found')
  })
})
