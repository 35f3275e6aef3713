import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../../../platform/context.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { ask, openHouse } from '../../../test/follower-house.ts'
import {
  type PlatformSimulator,
  passwordOf,
  startPlatformSimulator,
} from '../../../test/platform-identity/platform-simulator.ts'
import { networkOf, staffActor } from '../index.ts'
import { presentStatus } from '../present-directory.ts'
import { syncDirectory } from '../sync-directory.ts'

let platform: PlatformSimulator
let database: TestDatabase
let house: House
let folder: string
beforeAll(async () => {
  platform = await startPlatformSimulator()
  folder = await mkdtemp(join(tmpdir(), 'interchange-platform-'))
  const mapping = { accessTrees: { 'Ticket Branch Agent': { roles: ['branch-agent'] } } }
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping))
  database = await createTestDatabase()
  const opened = openHouse(database, {
    ...{ DIRECTORY_FEED: 'platform', PLATFORM_URL: platform.url, PLATFORM_USERNAME: 'distributor-admin' },
    ...{ PLATFORM_PASSWORD: passwordOf(platform.network.User?.[0] as never) },
    ...{ PLATFORM_MAPPING: join(folder, 'mapping.json'), DIRECTORY_TIME_ZONES: '*=Asia/Baghdad' },
  })
  house = { ...opened, clock: () => new Date('2026-11-22T07:00:00Z') }
})
afterAll(async () => {
  await house?.db.destroy()
  await database?.drop()
  await platform?.close()
  await rm(folder, { recursive: true })
})

const actor = (userId: string) => ask(house, (ctx) => staffActor(ctx, userId))

describe('the platform as the source of our directory', () => {
  it('gives a network on which people work', async () => {
    expect(await syncDirectory(house)).toMatchObject({ kind: 'changed', version: 1 })
    const network = await ask(house, networkOf)
    expect(network.distributor.id).toBe('distributor')
    expect(network.branches.get('alpha-north')).toMatchObject({ active: true, timeZone: 'Asia/Baghdad' })
    expect(network.branches.get('alpha-closed')?.active).toBe(false)
    expect(network.companies.get('gone')?.active).toBe(false)
    const agent = await actor('uAge3')
    expect(agent).toMatchObject({ companyId: 'alpha', teamIds: ['alpha-sales'] })
    expect(agent?.scopes.map(({ kind, unitId }) => [kind, unitId])).toContainEqual(['branch', 'alpha-north'])
    expect(agent?.actions.has('tickets.work')).toBe(true)
    expect(await actor('uFor4')).toBeNull()
    expect(await syncDirectory(house)).toEqual({ kind: 'unchanged', version: 1 })
  })

  it('ends access of whoever is deactivated there, and closes what closes there', async () => {
    Object.assign(platform.network.User?.[2] ?? {}, { IsActive: false })
    Object.assign(platform.network.CompanyBranch?.[2] ?? {}, { TerminationDate: '2026-11-22T00:00:00' })
    expect(await syncDirectory(house)).toMatchObject({ kind: 'changed', version: 2 })
    expect(await actor('uAge3')).toBeNull()
    expect((await ask(house, networkOf)).branches.get('alpha-south')?.active).toBe(false)
  })

  it('goes on with the last copy while it is not to be had, and says why', async () => {
    platform.mood.refused = 'User'
    await expect(syncDirectory(house)).rejects.toMatchObject({ code: 'refused' })
    const { sources } = await ask(house, presentStatus)
    expect(sources.find(({ source }) => source === 'feed')).toMatchObject({
      ...{
        adapter: 'platform',
        failing: { code: 'refused', problems: [expect.stringContaining('IdentityUser')] },
      },
    })
    expect(await actor('uMan2')).not.toBeNull()
    platform.mood.refused = null
    expect(await syncDirectory(house)).toEqual({ kind: 'unchanged', version: 2 })
  })
})
