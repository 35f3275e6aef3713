import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type PlatformSimulator,
  passwordOf,
  startPlatformSimulator,
} from '../../../test/platform-identity/platform-simulator.ts'
import { checkSnapshot } from '../check-snapshot.ts'
import type { FeedReading } from '../directory-feed.ts'
import type { SnapshotInput } from '../snapshot.ts'
import { platformFeed } from './platform-feed.ts'

const TODAY = new Date('2026-11-22T07:00:00Z')
const MAPPING = {
  accessTrees: {
    'Ticket Admin': { roles: ['distributor-admin'] },
    'Ticket Dealer Manager': { roles: ['dealer-manager'] },
    'Ticket Branch Agent': { roles: ['branch-agent'] },
  },
}

let platform: PlatformSimulator
let folder: string
beforeEach(async () => {
  platform = await startPlatformSimulator({ most: 2 })
  folder = await mkdtemp(join(tmpdir(), 'interchange-platform-'))
})
afterEach(async () => {
  await platform.close()
  await rm(folder, { recursive: true })
})

const never = new AbortController().signal
async function feedWith(mapping: object = {}, account: object = {}) {
  const mappingFile = join(folder, 'mapping.json')
  await writeFile(mappingFile, JSON.stringify({ pageSize: 2, ...MAPPING, ...mapping }))
  const boss = platform.network.User?.[0] as never
  const config = {
    ...{ kind: 'platform' as const, url: platform.url, mappingFile },
    ...{ username: 'distributor-admin', password: passwordOf(boss), ...account },
  }
  return platformFeed(config, () => TODAY)
}
async function snapshotOf(mapping: object = {}): Promise<SnapshotInput & { notes: readonly string[] }> {
  const feed = await feedWith(mapping)
  const reading = await feed.read({ mark: null, accepted: null }, never)
  if (reading.kind !== 'snapshot') throw new Error('unchanged')
  checkSnapshot(withZones(reading))
  return { ...(reading.snapshot as SnapshotInput), notes: reading.notes ?? [] }
}
/** The platform names no time zones; the room puts them in by DIRECTORY_TIME_ZONES. */
function withZones(reading: Extract<FeedReading, { kind: 'snapshot' }>) {
  const snapshot = reading.snapshot as SnapshotInput
  return { ...snapshot, cities: snapshot.cities.map((city) => ({ ...city, timeZone: 'Asia/Baghdad' })) }
}
const user = (snapshot: SnapshotInput, id: string) => snapshot.users.find((one) => one.id === id)
const branch = (snapshot: SnapshotInput, id: string) => snapshot.branches.find((one) => one.id === id)

describe('the platform’s lists as our network', () => {
  it('gives companies their kind, names by language, and an end', async () => {
    const { companies } = await snapshotOf()
    expect(companies).toEqual([
      { id: 'alpha', name: { en: 'Alpha Motors', ar: 'ألفا', ckb: 'ئەلفا' }, ...dealer('distributor', true) },
      {
        id: 'distributor',
        name: { en: 'The Distributor' },
        kind: 'distributor',
        parentId: null,
        active: true,
      },
      { id: 'gone', name: { en: 'Gone Motors' }, ...dealer(null, false) },
    ])
  })
  const dealer = (parentId: string | null, active: boolean) => ({ kind: 'dealer', parentId, active })

  it('gives branches what they serve, their telephone, their place and their last day', async () => {
    const found = await snapshotOf()
    expect(branch(found, 'alpha-north')).toMatchObject({
      ...{
        companyId: 'alpha',
        cityId: 'north',
        phone: '+964 750 000 0002',
        latitude: 36.19,
        longitude: 44.01,
      },
      ...{ brandIds: ['brand-a', 'brand-b'], departmentIds: ['showroom', 'service-center'] },
      ...{ serviceIds: ['test-drive', 'auto-repair-and-maintenance'], closedOn: null },
    })
    expect(branch(found, 'alpha-south')).toMatchObject({ closedOn: '2026-12-31', phone: null })
    expect(branch(found, 'alpha-closed')).toMatchObject({ closedOn: '2025-11-30' })
    expect(found.services.find(({ id }) => id === 'test-drive')?.departmentIds).toEqual(['showroom'])
  })

  it('gives the week of a branch from its calendars, and holidays to come', async () => {
    const north = branch(await snapshotOf(), 'alpha-north')
    expect(north?.workingPeriods).toEqual([
      { days: [0, 1, 2, 3, 4, 6], from: '08:00', to: '17:00' },
      { days: [6], from: '09:00', to: '12:00', departmentId: 'service-center' },
    ])
    expect(north?.holidays).toEqual([
      {
        ...{ from: '2026-12-24', to: '2026-12-26' },
        name: { en: 'Spring feast', ar: 'عيد الربيع', ckb: 'جەژن' },
      },
    ])
    const without = branch(await snapshotOf({ calendars: false }), 'alpha-north')
    expect(without?.workingPeriods).toBeUndefined()
    expect(platform.seen.filter((line) => line.includes('Calendar'))).toHaveLength(1)
  })

  it('places people at the company of their branch, in teams from both sides, never in another company’s', async () => {
    const found = await snapshotOf()
    expect(user(found, 'uAge3')).toMatchObject({
      ...{ companyId: 'alpha', branchId: 'alpha-north', teamIds: ['alpha-sales'], roles: ['branch-agent'] },
      ...{ email: 'alpha-north-agent@han02.example', phone: '+964 750 000 0100', active: true },
    })
    expect(user(found, 'uBos1')).toMatchObject({ teamIds: ['mRec2'], roles: ['distributor-admin'] })
    expect(found.notes).toContain('User uBos1: teams of another company are left aside')
    expect(user(found, 'uFor4')).toMatchObject({ active: false })
    expect(user(found, 'uPla5')).toMatchObject({ email: null, roles: [] })
  })

  it('reads reach from data-level access, and from home where trees say nothing', async () => {
    const found = await snapshotOf()
    expect(user(found, 'uBos1')?.scopes).toContainEqual({ kind: 'network' })
    expect(user(found, 'uMan2')?.scopes).toEqual([{ kind: 'company', unitId: 'alpha' }, { kind: 'own' }])
    expect(user(found, 'uAge3')?.scopes).toEqual([
      { kind: 'branch', unitId: 'alpha-north' },
      { kind: 'team', unitId: 'alpha-sales' },
      { kind: 'own' },
    ])
    const home = await snapshotOf({ dataLevelAccess: null })
    expect(user(home, 'uMan2')?.scopes).toEqual([{ kind: 'branch', unitId: 'alpha-north' }, { kind: 'own' }])
  })

  it('goes by hashids where the mapping says so', async () => {
    const found = await snapshotOf({ ids: { CompanyBranch: 'hashid', Company: 'hashid' } })
    expect(branch(found, 'hAn02')).toMatchObject({ companyId: 'kAlP2', cityId: 'north' })
    expect(user(found, 'uMan2')?.scopes).toContainEqual({ kind: 'company', unitId: 'kAlP2' })
  })

  it('reads the same from a deployment that spells its properties in camelCase', async () => {
    const pascal = await snapshotOf()
    await platform.close()
    platform = await startPlatformSimulator({ most: 2, casing: 'camel' })
    expect(await snapshotOf()).toEqual(pascal)
  })

  it('reads rows one by one where a list leaves out what rights hang on', async () => {
    const whole = await snapshotOf()
    platform.mood.leaveOut = ['AccessTrees', 'Users', 'Brands', 'Tree']
    platform.seen.length = 0
    expect(await snapshotOf()).toEqual(whole)
    expect(platform.seen).toContain('GET /api/IdentityUser/uMan2')
    expect(platform.seen.some((line) => line.startsWith('GET /api/IdentityCity/'))).toBe(false)
  })

  it('leaves aside, by name, what cannot be placed', async () => {
    platform.network.City = platform.network.City?.filter(({ ID }) => ID !== 'tS0u2') ?? []
    const found = await snapshotOf()
    expect(branch(found, 'alpha-south')).toBeUndefined()
    expect(found.notes).toContain('CompanyBranch alpha-south: its City is not there; left aside')
  })

  it('names one distributor where the platform has several', async () => {
    const second = platform.network.Company?.find(({ ID }) => ID === 'kGoN3')
    Object.assign(second ?? {}, { CompanyType: 1, TerminationDate: null })
    await expect(snapshotOf()).rejects.toThrow('exactly one active distributor')
    const { companies } = await snapshotOf({ distributor: 'distributor' })
    expect(companies.map(({ kind }) => kind)).toEqual(['dealer', 'distributor', 'other'])
  })
})

describe('reading the platform', () => {
  it('says that nothing changed', async () => {
    const feed = await feedWith()
    const first = await feed.read({ mark: null, accepted: null }, never)
    const mark = first.mark ?? null
    expect(await feed.read({ mark, accepted: null }, never)).toEqual({ kind: 'unchanged' })
    Object.assign(platform.network.User?.[1] ?? {}, { IsActive: false })
    const third = await feed.read({ mark, accepted: null }, never)
    expect(third.kind).toBe('snapshot')
  })

  it('asks for rows that ended, and for pages', async () => {
    await snapshotOf()
    const asked = platform.seen.filter((line) => line.startsWith('GET /api/IdentityCompanyBranch?'))
    expect(asked).toHaveLength(2)
    expect(decodeURIComponent(asked[1] ?? '')).toBe(
      'GET /api/IdentityCompanyBranch?$top=2&$skip=2&$orderby=ID&$filter=TerminationDate eq null or TerminationDate ne null',
    )
  })

  it('signs in once, refreshes what expired, and signs in again where that fails', async () => {
    const feed = await feedWith()
    const read = () => feed.read({ mark: null, accepted: null }, never)
    const signIns = () => platform.seen.filter((line) => line.includes('/Auth/')).splice(0)
    await read()
    await read()
    expect(signIns()).toEqual(['POST /api/Auth/Login'])
    platform.mood.lifeSeconds = 20
    await (await feedWith()).read({ mark: null, accepted: null }, never)
    expect(signIns()).toContain('POST /api/Auth/Refresh')
  })

  it.each([
    ['a wrong password', { password: 'wrong' }, 'refused', 'does not accept'],
    ['nobody there', { url: 'http://127.0.0.1:1' }, 'unreachable', 'does not answer'],
  ])('fails by name: %s', async (_, account, code, message) => {
    const feed = await feedWith({}, account)
    const failure = feed.read({ mark: null, accepted: null }, never)
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('refuses an account with a second factor, and a list that it may not read', async () => {
    platform.mood.mfa = true
    const failure = (await feedWith()).read({ mark: null, accepted: null }, never)
    await expect(failure).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('MFA') })
    platform.mood.mfa = false
    platform.mood.refused = 'Team'
    const second = (await feedWith()).read({ mark: null, accepted: null }, never)
    await expect(second).rejects.toThrow('may not read api/IdentityTeam')
  })

  it('says where the mapping file is wrong', async () => {
    const feed = await feedWith({ accessTrees: { x: { roles: 'all' } }, zork: 1 })
    const failure = feed.read({ mark: null, accepted: null }, never)
    await expect(failure).rejects.toMatchObject({ code: 'file-invalid', problems: expect.any(Array) })
  })

  it('tells a page that is too large', async () => {
    const feed = await feedWith({ pageSize: 100 })
    await expect(feed.read({ mark: null, accepted: null }, never)).rejects.toMatchObject({
      code: 'bad-answer',
    })
  })
})
