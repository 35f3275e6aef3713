import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { ask, openHouse, recordEvent } from '../../test/follower-house.ts'
import type { House } from '../context.ts'
import { verifyChain } from './verify-chain.ts'

let database: TestDatabase
let house: House
let owner: pg.Client
let ticketId: string

beforeAll(async () => {
  database = await createTestDatabase()
  house = openHouse(database)
  owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
})
beforeEach(async () => {
  ticketId = await recordEvent(house)
  for (let i = 0; i < 4; i += 1) await recordEvent(house, { ticketId, type: 'ticket.updated', first: false })
})
afterAll(async () => {
  await owner.end()
  await house.db.destroy()
  await database.drop()
})

const verify = () => ask(house, (ctx) => verifyChain(ctx, 'ticket', ticketId))
const tamper = (change: string) => owner.query(change.replaceAll('$subject', `subject_id = '${ticketId}'`))

describe('the chain of hashes', () => {
  it('holds for what was recorded', async () => {
    expect(await verify()).toEqual({ count: 5, broken: null })
  })

  it.each([
    ['data', `update events set data = '{"number": 2}' where $subject and sequence = 3`],
    ['time', `update events set at = at + interval '1 second' where $subject and sequence = 3`],
    ['actor', `update events set actor_kind = 'staff', actor_id = 'x' where $subject and sequence = 3`],
    ['audience', `update events set audience = 'company' where $subject and sequence = 3`],
  ])('shows changed %s', async (_, change) => {
    await tamper(change)
    expect((await verify()).broken).toEqual({ sequence: 3, reason: 'event-changed' })
  })

  it('shows a changed event whose hash was computed anew, at the next link', async () => {
    await tamper(`update events set hash = sha256('forged') where $subject and sequence = 3`)
    expect((await verify()).broken).toMatchObject({ sequence: 3 })
    await tamper(`update events set previous_hash = sha256('forged') where $subject and sequence = 3`)
    expect((await verify()).broken).toEqual({ sequence: 3, reason: 'link-broken' })
  })

  it('shows two events that changed places', async () => {
    await tamper('update events set sequence = 99 where $subject and sequence = 2')
    await tamper('update events set sequence = 2 where $subject and sequence = 3')
    await tamper('update events set sequence = 3 where $subject and sequence = 99')
    expect((await verify()).broken).toEqual({ sequence: 2, reason: 'link-broken' })
  })

  it('shows a removed event, also when the gap was closed', async () => {
    await tamper('delete from events where $subject and sequence = 2')
    expect((await verify()).broken).toEqual({ sequence: 2, reason: 'event-missing' })
    await tamper('update events set sequence = -sequence + 1000 where $subject and sequence > 2')
    await tamper('update events set sequence = 999 - sequence where $subject and sequence > 2')
    expect((await verify()).broken).toEqual({ sequence: 2, reason: 'link-broken' })
  })

  it('counts what is left, so that a cut-off end can be seen by comparing', async () => {
    await tamper('delete from events where $subject and sequence = 5')
    expect(await verify()).toEqual({ count: 4, broken: null })
  })

  it('cannot be changed by the application itself', async () => {
    const app = new pg.Client({ connectionString: database.appUrl })
    await app.connect()
    await expect(app.query(`update events set data = '{}'`)).rejects.toThrow('permission denied')
    await expect(app.query('delete from events')).rejects.toThrow('permission denied')
    await app.end()
  })
})
