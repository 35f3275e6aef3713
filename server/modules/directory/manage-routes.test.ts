import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, openTestApp, type TestApp } from '../../test/test-app.ts'
import { TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { acceptSource } from './accept-source.ts'
import type { SnapshotInput } from './snapshot.ts'
import { timesAsked } from './source-queries.ts'

let world: TestApp
let admin: Caller

beforeAll(async () => {
  world = await openTestApp()
  admin = await world.staff(USER.admin)
})
afterAll(() => world.close())

const MINUTE = 60_000
/** The feed gives this, and it is taken or waits. */
const gives = (change: (snapshot: SnapshotInput) => void) => {
  const snapshot = worldSnapshot()
  change(snapshot)
  return world.asSystem((ctx) =>
    acceptSource(ctx, { source: 'feed', adapter: 'reference', snapshot, mark: null }, { guarded: true }),
  )
}
const withoutTeams = (snapshot: SnapshotInput) => {
  for (const team of snapshot.teams) if (team.id !== TEAM.recall) team.active = false
}
const waiting = async (change = withoutTeams) => {
  const outcome = await gives(change)
  if (outcome.kind !== 'waiting') throw new Error(outcome.kind)
  return outcome.hash
}

describe('GET /directory/status', () => {
  it('tells how the copy stands', async () => {
    const { status, body } = await admin.get('/directory/status')
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 1, feed: 'reference', stale: false, proposal: null })
    expect(body.sources).toMatchObject([{ source: 'feed', inUse: true, failing: null }])
    expect(body.syncedAt).toBe(world.now().toISOString())
  })

  it('is for those who manage the directory only', async () => {
    expect((await world.nobody.get('/directory/status')).status).toBe(401)
    for (const user of [USER.coordinator, USER.auditor, USER.alphaManager, USER.betaNorthAgent])
      expect((await (await world.staff(user)).get('/directory/status')).status).toBe(403)
    expect((await (await world.client()).get('/directory/status')).status).toBe(403)
  })
})

describe('GET /directory/changes', () => {
  it('gives what changed, page by page', async () => {
    await gives((s) => {
      s.companies[2] = { id: 'beta', kind: 'dealer', name: { en: 'Beta one', ar: 'بيتا واحد' } }
    })
    const one = await admin.get('/directory/changes?kind=company&id=beta&limit=1', {
      'accept-language': 'ar',
    })
    expect(one.body.items).toEqual([
      {
        ...{ version: 2, at: world.now().toISOString(), source: 'feed', kind: 'company' },
        ...{ thing: { id: 'beta', name: 'بيتا واحد' }, op: 'renamed', fields: ['name'] },
      },
    ])
    const next = await admin.get(`/directory/changes?kind=company&id=beta&cursor=${one.body.nextCursor}`)
    expect(next.body).toMatchObject({ items: [{ op: 'created', version: 1 }], nextCursor: null })
  })

  it.each(['kind=spaceship', 'limit=0', 'limit=201', 'cursor=abc', 'id=', 'colour=red'])(
    'refuses %s',
    async (query) => {
      expect((await admin.get(`/directory/changes?${query}`)).body.code).toBe('invalid-input')
    },
  )
})

describe('POST /directory/sync', () => {
  it('asks for a reading, each time', async () => {
    const asked = () => world.asSystem((ctx) => timesAsked(ctx, 'feed'))
    const before = await asked()
    expect((await admin.post('/directory/sync')).status).toBe(200)
    await Promise.all([admin.post('/directory/sync'), admin.post('/directory/sync')])
    expect(await asked()).toBe(before + 3)
    const key = { 'idempotency-key': 'once' }
    await admin.post('/directory/sync', undefined, key)
    expect((await admin.post('/directory/sync', undefined, key)).headers['idempotency-replayed']).toBe('true')
    expect(await asked()).toBe(before + 4)
  })

  it('takes no body, and nobody who may not', async () => {
    expect((await admin.post('/directory/sync', { now: true })).status).toBe(400)
    expect((await (await world.staff(USER.coordinator)).post('/directory/sync')).status).toBe(403)
    expect((await world.nobody.post('/directory/sync')).status).toBe(401)
  })
})

describe('POST /directory/proposals/{hash}/confirm', () => {
  const confirm = (caller: Caller, hash: string) => caller.post(`/directory/proposals/${hash}/confirm`)

  it('takes what was shown, once', async () => {
    const hash = await waiting()
    const shown = (await admin.get('/directory/status')).body.proposal
    expect(shown).toMatchObject({ hash, losses: [{ kind: 'team', active: 7, gone: 6 }] })
    const { status, body } = await confirm(admin, hash)
    expect([status, body.proposal]).toEqual([200, null])
    const again = await confirm(admin, hash)
    expect([again.status, again.body.code]).toEqual([409, 'proposal-confirmed'])
    await gives(() => undefined)
  })

  it('refuses what the source has given up since', async () => {
    const hash = await waiting()
    await gives(() => undefined)
    const { status, body } = await confirm(admin, hash)
    expect([status, body.code]).toEqual([409, 'proposal-withdrawn'])
  })

  it('knows no other hash, whatever it looks like', async () => {
    await waiting()
    for (const hash of ['0'.repeat(64), 'abc', '%00', `${'0'.repeat(63)}G`])
      expect((await confirm(admin, hash)).status).toBe(404)
    await gives(() => undefined)
  })

  it('asks who it is when that was proved too long ago, and of others nothing at all', async () => {
    const hash = await waiting()
    expect((await confirm(await world.staff(USER.coordinator), hash)).body.code).toBe('not-permitted')
    expect((await confirm(await world.staff(USER.alphaManager), hash)).body.code).toBe('not-permitted')
    expect((await confirm(world.nobody, hash)).status).toBe(401)
    const late = await world.staff(USER.admin)
    world.pass(16 * MINUTE)
    expect((await confirm(late, hash)).body.code).toBe('step-up-needed')
    expect((await late.get('/directory/status')).body).toMatchObject({ stale: true, proposal: { hash } })
  })
})
