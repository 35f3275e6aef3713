import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type House, inTransaction } from '../../platform/context.ts'
import { eventsOfSubject } from '../../platform/events/events-of-subject.ts'
import type { SecurityLogTables } from '../../platform/security-log/tables.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openFeedServer as open, type openFeedServer } from '../../test/feed-server.ts'
import { ask, openHouse } from '../../test/follower-house.ts'
import { BRANCH, TEAM, USER, worldSnapshot } from '../../test/world-network.ts'
import { acceptSource, settleSources } from './accept-source.ts'
import { DIRECTORY_ID } from './announce-step.ts'
import { confirmProposal } from './confirm-proposal.ts'
import { directoryAge } from './directory-age.ts'
import { readState } from './directory-queries.ts'
import { networkOf, type SnapshotInput, staffActor, startDirectorySync } from './index.ts'
import { presentChanges, presentStatus } from './present-directory.ts'
import { readSource } from './source-queries.ts'
import { syncDirectory } from './sync-directory.ts'

let database: TestDatabase
let house: House
let feed: Awaited<ReturnType<typeof openFeedServer>>
let now = new Date('2026-11-22T09:00:00Z')
let tags = 0
const lines: string[] = []

beforeAll(async () => {
  feed = await open()
  database = await createTestDatabase()
  house = another()
})
beforeEach(async () => {
  await read(() => undefined)
  lines.length = 0
  feed.forget()
})
afterAll(async () => {
  await house.db.destroy()
  await database.drop()
  await feed.close()
})

const HOUR = 3_600_000
const pass = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
}
/** A process on the same database. */
function another(): House {
  return {
    ...openHouse(database, { DIRECTORY_FEED_URL: `${feed.url}/snapshot`, DIRECTORY_FEED_TOKEN: 'the token' }),
    ...{ clock: () => now, log: pino({ level: 'info' }, { write: (line) => lines.push(line) }) },
  }
}
const worldWith = (change: (snapshot: SnapshotInput) => void) => {
  const snapshot = worldSnapshot()
  change(snapshot)
  return snapshot
}
/** The feed gives this from now on, and is read; what waits of it is confirmed. */
async function read(change: (snapshot: SnapshotInput) => void) {
  feed.gives(worldWith(change), `"${++tags}"`)
  const outcome = await syncDirectory(house)
  if (outcome.kind === 'waiting') await ask(house, (ctx) => confirmProposal(ctx, outcome.hash))
  return outcome
}
const find = <Item extends { id: string }>(items: Item[], id: string) =>
  items.find((item) => item.id === id) as Item
const renameBeta = (name: string) => (snapshot: SnapshotInput) => {
  find(snapshot.companies, 'beta').name = name
}
const state = () => ask(house, readState)
const status = () => ask(house, presentStatus)
const changes = async () => (await ask(house, (ctx) => presentChanges(ctx, { limit: 50 }))).items
const events = () => ask(house, (ctx) => eventsOfSubject(ctx, 'directory', DIRECTORY_ID))
const securityLog = (after: number) =>
  house.db
    .withTables<SecurityLogTables>()
    .selectFrom('security_log')
    .select(['serial', 'type', 'outcome', 'actor_id', 'subject_id', 'detail'])
    .where('serial', '>', after)
    .orderBy('serial')
    .execute()
const lastLine = async () => (await securityLog(0)).at(-1)?.serial ?? 0
const without =
  (...ids: string[]) =>
  (snapshot: SnapshotInput) => {
    snapshot.users = snapshot.users.filter((user) => !ids.includes(user.id))
  }
const PEOPLE = worldSnapshot().users.filter((user) => user.active).length
/** More than a fifth of the people. */
const MANY = [
  USER.alphaSouthAgent,
  USER.alphaDeskAgent,
  USER.betaEastAgent,
  USER.betaTeamAgent,
  USER.careAgent,
]

describe('a step', () => {
  it('tells what it changed, by version and field, without a value', async () => {
    const { version } = await state()
    pass(1000)
    await read((s) => {
      find(s.branches, BRANCH.alphaSouth).active = false
      find(s.users, USER.alphaManager).email = 'new@alpha.example'
      find(s.users, USER.alphaManager).phone = '+9647509999999'
    })
    const found = (await changes()).filter((change) => change.version === version + 1)
    const about = { version: version + 1, at: now.toISOString(), source: 'feed' }
    const person = { id: USER.alphaManager, name: 'Person alpha-manager' }
    const place = { id: BRANCH.alphaSouth, name: 'Branch alpha-south' }
    expect(found).toEqual([
      { ...about, kind: 'user', thing: person, op: 'changed', fields: ['email', 'phone'] },
      { ...about, kind: 'branch', thing: place, op: 'deactivated', fields: ['active'] },
    ])
    expect(JSON.stringify(found)).not.toMatch(/new@alpha|7509999999/)
  })

  it('gives them page by page, of one thing where asked', async () => {
    for (const name of ['One', 'Two', 'Three']) await read(renameBeta(name))
    const about = { kind: 'company', id: 'beta' } as const
    const first = await ask(house, (ctx) => presentChanges(ctx, { ...about, limit: 2 }))
    const cursor = first.nextCursor as string
    const second = await ask(house, (ctx) => presentChanges(ctx, { ...about, limit: 2, cursor }))
    expect(first.items.map((item) => item.op)).toEqual(['renamed', 'renamed'])
    expect(second.items[0]?.version).toBe((first.items[1]?.version ?? 0) - 1)
    expect([...first.items, ...second.items].every((item) => item.thing.id === 'beta')).toBe(true)
  })

  it('is one event, with what is gone and what moved, for the distributor', async () => {
    const before = (await events()).length
    await read((s) => {
      find(s.companies, 'beta').active = false
      find(s.branches, BRANCH.alphaSouth).companyId = 'distributor'
      find(s.users, USER.alphaSouthAgent).branchId = null
    })
    const all = await events()
    expect(all).toHaveLength(before + 1)
    expect(all.at(-1)).toMatchObject({
      type: 'directory.changed',
      audience: 'network',
      companies: ['distributor'],
    })
    const { version } = await state()
    expect(all.at(-1)?.data).toEqual({
      ...{ version, source: 'feed', complete: true },
      inactive: {
        ...{ company: ['beta'], branch: [BRANCH.betaEast, BRANCH.betaNorth] },
        ...{ team: [TEAM.betaDesk, TEAM.betaSales] },
        user: [USER.betaEastAgent, USER.betaManager, USER.betaNorthAgent, USER.betaTeamAgent],
      },
      moved: { branch: [BRANCH.alphaSouth] },
    })
  })

  it('writes down whose rights are others, and who may work or not', async () => {
    const from = await lastLine()
    await read((s) => {
      find(s.users, USER.alphaManager).roles = ['dealer-manager', 'auditor']
      find(s.users, USER.alphaNorthAgent).active = false
      find(s.users, USER.alphaFormer).active = true
      find(s.users, USER.betaManager).email = 'other@beta.example'
    })
    const found = await securityLog(from)
    const scopes = ['company:alpha:', 'own::']
    const rights = (roles: string[], ...scopes: string[]) => ({ roles, scopes })
    const none = rights([])
    expect(found.map(({ type, subject_id, detail }) => [type, subject_id, detail])).toEqual([
      [
        ...['user.roles-changed', USER.alphaManager],
        {
          before: rights(['dealer-manager'], ...scopes),
          after: rights(['auditor', 'dealer-manager'], ...scopes),
        },
      ],
      [
        ...['user.deactivated', USER.alphaNorthAgent],
        { before: rights(['branch-agent'], 'branch:alpha-north:', 'own::'), after: none },
      ],
      [
        'user.activated',
        USER.alphaFormer,
        { before: none, after: rights(['branch-agent'], 'company:alpha:') },
      ],
      [
        'directory.changed',
        'feed',
        { version: (await state()).version, changed: 2, deactivated: 1, activated: 1 },
      ],
    ])
  })

  it('that is rolled back in the middle leaves nothing of itself, in memory neither', async () => {
    const before = [await state(), await status(), await changes(), await events(), await lastLine()]
    const network = await ask(house, networkOf)
    const crash = inTransaction(house, { actor: { kind: 'system', name: 'test' } }, async (ctx) => {
      const snapshot = worldWith(renameBeta('Half applied'))
      await acceptSource(
        ctx,
        { source: 'feed', adapter: 'reference', snapshot, mark: null },
        { guarded: true },
      )
      // What the act itself sees of its change must not stay with the process either.
      expect((await networkOf(ctx)).companies.get('beta')?.name.en).toBe('Half applied')
      throw new Error('the process dies')
    })
    await expect(crash).rejects.toThrow('the process dies')
    expect([await state(), await status(), await changes(), await events(), await lastLine()]).toEqual(before)
    expect(await ask(house, networkOf)).toBe(network)
    await read(renameBeta('Wholly applied'))
    expect((await ask(house, networkOf)).companies.get('beta')?.name.en).toBe('Wholly applied')
  })
})

describe('a reading by which too much goes', () => {
  it('waits: the copy stays, and what would go is shown', async () => {
    const from = await lastLine()
    const { version } = await state()
    const since = now
    pass(1000)
    feed.gives(worldWith(without(...MANY)), `"${++tags}"`)
    const outcome = await syncDirectory(house)
    expect(outcome.kind).toBe('waiting')
    expect((await state()).version).toBe(version)
    expect((await ask(house, networkOf)).users.get(USER.careAgent)?.active).toBe(true)
    const { proposal, sources, syncedAt } = await status()
    expect(proposal).toMatchObject({ proposedAt: now.toISOString() })
    expect(proposal?.losses).toEqual([
      {
        ...{ kind: 'user', active: PEOPLE, gone: MANY.length },
        things: MANY.toSorted().map((id) => ({ id, name: `Person ${id}` })),
      },
    ])
    expect(sources[0]?.failing).toMatchObject({ code: 'shrink-waiting', since: now.toISOString() })
    expect(sources[0]?.failing?.problems).toEqual([`too much would go: user ${MANY.length} of ${PEOPLE}`])
    expect(syncedAt).toBe(since.toISOString())

    // Read again, it is the same proposal, and no second line of the log.
    pass(30_000)
    expect(await syncDirectory(house)).toEqual(outcome)
    const { proposal: still } = await status()
    expect(still).toEqual(proposal)
    expect((await securityLog(from)).map(({ type, detail }) => [type, detail])).toEqual([
      ['directory.refused', { code: 'shrink-waiting', hash: proposal?.hash, gone: { user: MANY.length } }],
    ])
  })

  it('is taken when it is confirmed, once', async () => {
    feed.gives(worldWith(without(...MANY)), `"${++tags}"`)
    const outcome = await syncDirectory(house)
    if (outcome.kind !== 'waiting') throw new Error(outcome.kind)
    const from = await lastLine()
    await ask(house, (ctx) => confirmProposal(ctx, outcome.hash))
    expect((await ask(house, networkOf)).users.get(USER.careAgent)?.active).toBe(false)
    expect((await status()).proposal).toBeNull()
    expect((await status()).sources[0]?.failing).toBeNull()
    expect((await securityLog(from)).map(({ type }) => type)).toEqual([
      'directory.confirmed',
      ...MANY.map(() => 'user.deactivated'),
      'directory.changed',
    ])
    const again = ask(house, (ctx) => confirmProposal(ctx, outcome.hash))
    await expect(again).rejects.toMatchObject({ code: 'proposal-confirmed' })
    // The next reading knows what was confirmed: nothing is read twice.
    expect((await syncDirectory(house)).kind).toBe('unchanged')
    const { version } = await state()
    expect((await syncDirectory(house)).kind).toBe('unchanged')
    expect((await state()).version).toBe(version)
  })

  it('is confirmed by one of two at once', async () => {
    feed.gives(worldWith(without(...MANY)), `"${++tags}"`)
    const outcome = await syncDirectory(house)
    if (outcome.kind !== 'waiting') throw new Error(outcome.kind)
    const { version } = await state()
    const confirm = () =>
      ask(house, (ctx) => confirmProposal(ctx, outcome.hash)).then(
        () => 'done',
        (e) => e.code,
      )
    expect((await Promise.all([confirm(), confirm()])).toSorted()).toEqual(['done', 'proposal-confirmed'])
    expect((await state()).version).toBe(version + 1)
  })

  it('is no longer there to confirm when the source has gone on', async () => {
    feed.gives(worldWith(without(...MANY)), `"${++tags}"`)
    const first = await syncDirectory(house)
    feed.gives(worldWith(without(...MANY, USER.recallSpecialist)), `"${++tags}"`)
    const second = await syncDirectory(house)
    if (first.kind !== 'waiting' || second.kind !== 'waiting') throw new Error('both are to wait')
    const confirm = (hash: string) => ask(house, (ctx) => confirmProposal(ctx, hash))
    await expect(confirm(first.hash)).rejects.toMatchObject({ code: 'proposal-withdrawn' })
    expect((await status()).proposal?.hash).toBe(second.hash)
    await read(without(USER.careAgent))
    await expect(confirm(second.hash)).rejects.toMatchObject({ code: 'proposal-withdrawn' })
    await expect(confirm('0'.repeat(64))).rejects.toMatchObject({ code: 'not-found' })
    expect((await status()).proposal).toBeNull()
    expect((await ask(house, networkOf)).users.get(USER.recallSpecialist)?.active).toBe(true)
    // The same reading may come back, and waits again.
    feed.gives(worldWith(without(...MANY)), `"${++tags}"`)
    await read(() => undefined)
    feed.gives(worldWith(without(...MANY)), `"${++tags}"`)
    expect(await syncDirectory(house)).toEqual(first)
    await confirm(first.hash)
  })

  it('keeps no network of what is decided', async () => {
    const { rows } = await sql<{ kept: number }>`
      select count(*)::integer as kept from directory_proposals where state <> 'waiting' and snapshot is not null
    `.execute(house.db)
    expect(rows).toEqual([{ kept: 0 }])
  })
})

describe('a feed that is dead for days', () => {
  it('leaves everybody working with the last copy, and its age is told', async () => {
    await read(() => undefined)
    const last = now
    feed.answers((_, response) => response.destroy())
    const sync = startDirectorySync(house)
    await sync.first
    await sync.close()
    for (let hours = 0; hours < 72; hours += 8) {
      pass(8 * HOUR)
      await expect(syncDirectory(house)).rejects.toMatchObject({ code: 'unreachable' })
    }
    expect(await ask(house, directoryAge)).toEqual({ syncedAt: last.toISOString(), stale: true })
    expect((await status()).sources[0]?.failing).toMatchObject({
      code: 'unreachable',
      since: last.toISOString(),
    })
    expect(await ask(house, (ctx) => staffActor(ctx, USER.coordinator))).toMatchObject({
      companyId: 'distributor',
    })
    expect((await ask(house, networkOf)).branches.get(BRANCH.alphaNorth)?.active).toBe(true)
    expect(lines.join()).toContain('going on with a copy 0 s old')

    await read(renameBeta('Alive again'))
    expect(await ask(house, directoryAge)).toEqual({ syncedAt: now.toISOString(), stale: false })
    expect((await status()).sources[0]?.failing).toBeNull()
    expect((await ask(house, networkOf)).companies.get('beta')?.name.en).toBe('Alive again')
  })

  it('is called stale only after the configured time', async () => {
    await read(() => undefined)
    pass(15 * 60_000)
    expect((await ask(house, directoryAge)).stale).toBe(false)
    pass(1)
    expect((await ask(house, directoryAge)).stale).toBe(true)
  })
})

describe('two workers', () => {
  it('read one after the other; who comes while one reads goes away', async () => {
    const second = another()
    let release: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => {
      feed.answers((_, response) => {
        release = () => response.end(JSON.stringify(worldWith(renameBeta('Two'))))
        resolve()
      })
    })
    const first = syncDirectory(house)
    await arrived
    expect((await syncDirectory(second)).kind).toBe('busy')
    release()
    expect((await first).kind).toBe('changed')
    expect(feed.asked()).toHaveLength(1)
    expect((await ask(second, networkOf)).companies.get('beta')?.name.en).toBe('Two')
    await second.db.destroy()
  })

  it('follow a reader that died, whose late answer is then not taken', async () => {
    const second = another()
    let release: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => {
      feed.answers((_, response) => {
        release = () => response.end(JSON.stringify(worldWith(renameBeta('Late'))))
        resolve()
      })
    })
    const late = syncDirectory(house)
    await arrived
    // The clock says that its time is over, though its process does not know.
    pass(20_000)
    feed.gives(worldWith(renameBeta('Newer')), `"${++tags}"`)
    expect((await syncDirectory(second)).kind).toBe('changed')
    release()
    expect((await late).kind).toBe('dropped')
    expect((await ask(house, networkOf)).companies.get('beta')?.name.en).toBe('Newer')
    expect(await ask(house, (ctx) => readSource(ctx, 'feed'))).toMatchObject({
      reader: null,
      reading_until: null,
    })
    await second.db.destroy()
  })
})

it('settles a network from what is kept when the configuration says more', async () => {
  await read((s) => {
    find(s.cities, 'east').timeZone = null
  })
  const { version } = await state()
  await ask(house, settleSources)
  expect((await state()).version).toBe(version)
  const settings = {
    DIRECTORY_FEED_URL: `${feed.url}/snapshot`,
    DIRECTORY_TIME_ZONES: 'east=Asia/Tehran,*=Asia/Baghdad',
  }
  const zoned: House = { ...openHouse(database, settings), clock: () => now }
  await ask(zoned, settleSources)
  expect((await ask(zoned, networkOf)).cities.get('east')?.timeZone).toBe('Asia/Tehran')
  expect((await ask(zoned, networkOf)).cities.get('north')?.timeZone).toBe('Asia/Baghdad')
  await zoned.db.destroy()
})
