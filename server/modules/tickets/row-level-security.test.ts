import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../contract/actor.ts'
import { actWithin, type House, inTransaction, type Tx } from '../../platform/context.ts'
import { connect } from '../../platform/db/connect.ts'
import { ask, until } from '../../test/follower-house.ts'
import {
  found,
  type GuardedDatabase,
  heldBy,
  openGuardedDatabase,
  PLAIN,
  staffWith,
  TABLES,
} from '../../test/guarded-database.ts'
import { type Planted, plantClient, plantTicket } from '../../test/planted-ticket.ts'
import { COMPANY, USER } from '../../test/world-network.ts'
import { admit, replaceScopeRows } from '../access/index.ts'
import { lockTicket } from './ticket-queries.ts'

let guarded: GuardedDatabase
let { database, house, owner, client } = {} as GuardedDatabase
beforeAll(async () => {
  guarded = await openGuardedDatabase()
  ;({ database, house, owner, client } = guarded)
})
afterAll(() => guarded.close())

describe('row-level security', () => {
  const ALPHA = staffWith(USER.alphaManager, [{ kind: 'company', unitId: COMPANY.alpha, brandId: null }])
  const BETA = staffWith(USER.betaNorthAgent, [{ kind: 'company', unitId: COMPANY.beta, brandId: null }])
  let ofAlpha: Planted
  let ofBeta: Planted
  const alphaToo = () => plantTicket(owner, { ...PLAIN, holder: heldBy(COMPANY.alpha) }, client.clientId)
  beforeAll(async () => {
    await ask(house, (ctx) =>
      replaceScopeRows(
        ctx,
        [ALPHA, BETA].flatMap(({ userId, scopes }) => scopes.map((scope) => ({ ...scope, userId }))),
      ),
    )
    ofAlpha = await plantTicket(owner, { ...PLAIN, holder: heldBy(COMPANY.alpha) }, client.clientId)
    ofBeta = await plantTicket(owner, { ...PLAIN, holder: heldBy(COMPANY.beta) }, client.clientId)
  })
  const NOTHING = Object.fromEntries(TABLES.map((table) => [table, []]))
  const ticketIds = async (tx: Tx) => (await found(tx)).tickets ?? []
  const refused = 'violates row-level security'

  it('shows and changes no row while nobody is said to act, or somebody unheard of', async () => {
    expect(await found(house.db)).toEqual(NOTHING)
    const changes = [
      'tickets set version = 9',
      'hand_offs set at = now()',
      'ticket_requirements set met_at = now()',
    ]
    for (const change of [...changes, 'mail_deliveries set attempts = 9']) {
      const { numAffectedRows } = await sql.raw(`update ${change}`).execute(house.db)
      expect([change, numAffectedRows]).toEqual([change, 0n])
    }
    for (const table of TABLES) {
      const all = sql`delete from ${sql.table(table)}`.execute(house.db)
      await expect(all, table).rejects.toThrow('permission denied')
    }
    for (const word of ['', 'superuser', 'STAFF', 'staff', 'client', 'link', 'customer']) {
      await house.db.transaction().execute(async (tx) => {
        await sql`select set_config('interchange.actor', ${word}, true)`.execute(tx)
        expect(await found(tx)).toEqual(NOTHING)
      })
    }
  })

  it('takes what was said for one transaction only, on one connection after another', async () => {
    const db = connect(database.appUrl, { max: 1 })
    const narrow: House = { ...house, db }
    expect((await ask(narrow, (ctx) => ticketIds(ctx.tx))).length).toBeGreaterThan(1)
    expect(await found(db)).toEqual(NOTHING)
    await expect(
      inTransaction(narrow, { actor: ALPHA }, async (ctx) => {
        await admit(ctx, ofBeta.id)
        throw new Error('broken off')
      }),
    ).rejects.toThrow('broken off')
    expect(await found(db)).toEqual(NOTHING)
    const after = await inTransaction(narrow, { actor: ALPHA }, (ctx) => ticketIds(ctx.tx))
    expect([after.includes(ofAlpha.id), after.includes(ofBeta.id)]).toEqual([true, false])
    await db.destroy()
  })

  it('keeps two acts of rivals at the same moment apart', async () => {
    const [inside, both] = [new Set<string>(), Promise.withResolvers<void>()]
    const seen = await Promise.all(
      [ALPHA, BETA].map((actor) =>
        inTransaction(house, { actor }, async (ctx) => {
          inside.add(actor.userId)
          if (inside.size === 2) both.resolve()
          await both.promise
          return ticketIds(ctx.tx)
        }),
      ),
    )
    const held = seen.map((ids) => [ids.includes(ofAlpha.id), ids.includes(ofBeta.id)])
    expect(held).toEqual([
      [true, false],
      [false, true],
    ])
  })

  it('goes back to the outer act, with what it was let in to, after an act within it', async () => {
    await inTransaction(house, { actor: ALPHA }, async (ctx) => {
      await admit(ctx, ofBeta.id)
      const within = await actWithin(house, ctx.tx, { actor: client, now: ctx.now }, () => ticketIds(ctx.tx))
      expect(within).not.toContain(ofBeta.id)
      const after = await ticketIds(ctx.tx)
      expect([after.includes(ofAlpha.id), after.includes(ofBeta.id)]).toEqual([true, true])
      await actWithin(house, ctx.tx, { actor: { kind: 'nobody' }, now: ctx.now }, async () => {
        expect(await found(ctx.tx)).toEqual(NOTHING)
      })
    })
  })

  it('shows nothing to staff who were deactivated, whatever their scope rows say', async () => {
    const former = { ...ALPHA, userId: USER.alphaFormer }
    await ask(house, (ctx) =>
      replaceScopeRows(ctx, [
        { userId: USER.alphaFormer, kind: 'network', unitId: null, brandId: null },
        ...[ALPHA, BETA].flatMap(({ userId, scopes }) => scopes.map((scope) => ({ ...scope, userId }))),
      ]),
    )
    expect(await inTransaction(house, { actor: former }, (ctx) => found(ctx.tx))).toEqual(NOTHING)
  })

  it('shows a client no more than its record allows, whatever its credential says, and nothing by a former record', async () => {
    const unit = { scopes: ['tickets.read.unit'] as const, brandIds: null, branchIds: null }
    const seenBy = (actor: Actor) => inTransaction(house, { actor }, (ctx) => found(ctx.tx))
    const reader = await plantClient(owner, COMPANY.alpha, unit)
    const mighty = { ...reader, scopes: new Set(['tickets.read.unit', 'messages.internal'] as const) }
    const note = await plantTicket(
      owner,
      {
        ...PLAIN,
        holder: heldBy(COMPANY.alpha),
        stamps: [{ audience: 'network', companies: [COMPANY.alpha] }],
      },
      client.clientId,
    )
    const told = await seenBy(mighty)
    expect([told.tickets?.includes(ofAlpha.id), told.tickets?.includes(ofBeta.id)]).toEqual([true, false])
    expect([told.messages, told.ticket_revisions]).toEqual([[], []])
    await owner.query(`update api_clients set scopes = scopes || '{messages.internal}' where id = $1`, [
      reader.clientId,
    ])
    expect((await seenBy(mighty)).messages).toEqual(note.messages.map(({ id }) => id))
    // The same client by a credential that allows less.
    expect((await seenBy(reader)).messages).toEqual([])
    expect(
      await seenBy({ ...reader, scopes: new Set(['tickets.read', 'messages.internal'] as const) }),
    ).toEqual(NOTHING)
    await owner.query('update api_clients set revoked_at = now() where id = $1', [reader.clientId])
    expect(await seenBy(mighty)).toEqual(NOTHING)
  })

  it('lets an act write only to the ticket that it was let in to', async () => {
    const attempt = (statement: string, id: string, admitted?: string) =>
      inTransaction(house, { actor: ALPHA }, async (ctx) => {
        if (admitted) await admit(ctx, admitted)
        const { numAffectedRows } = await sql.raw(statement.replaceAll('$id', `'${id}'`)).execute(ctx.tx)
        return Number(numAffectedRows)
      })
    await alphaToo()
    const change = `update tickets set priority = 'high' where id = $id`
    // Seen, but not locked; and not seen at all.
    await expect(attempt(change, ofAlpha.id)).rejects.toThrow(refused)
    expect(await attempt(change, ofBeta.id)).toBe(0)
    expect(await attempt(change, ofAlpha.id, ofAlpha.id)).toBe(1)
    await expect(attempt(`update tickets set priority = 'high'`, ofAlpha.id, ofAlpha.id)).rejects.toThrow(
      refused,
    )
    await expect(attempt('delete from tickets where id = $id', ofAlpha.id, ofAlpha.id)).rejects.toThrow(
      'denied',
    )
    // What belongs to another ticket stays where it is.
    expect(await attempt('update hand_offs set ticket_id = $id', ofAlpha.id, ofAlpha.id)).toBe(
      ofAlpha.handOffs.length,
    )
    for (const insert of [
      `insert into ticket_requirements values ($id, 'y')`,
      `insert into ticket_revisions values ($id, 2, '{}', '{alpha}', now())`,
      `insert into messages (id, subject_type, subject_id, audience, companies, author_kind, text, channel, at)
       values (gen_random_uuid(), 'ticket', $id, 'public', '{}', 'staff', 'x', 'portal', now())`,
      `insert into events (id, subject_type, subject_id, sequence, type, at, actor_kind, audience, companies, data, hash)
       values (gen_random_uuid(), 'ticket', $id, 9, 'ticket.updated', now(), 'staff', 'public', '{}', '{}', '\\x00')`,
      `insert into hand_offs (id, ticket_id, to_assignment, at, by_kind, why_kind, reason_companies)
       values (gen_random_uuid(), $id, 'unassigned', now(), 'staff', 'person', '{}')`,
    ]) {
      await expect(attempt(insert, ofAlpha.id), insert).rejects.toThrow(refused)
      await expect(attempt(insert, ofBeta.id, ofAlpha.id), insert).rejects.toThrow(refused)
      expect(await attempt(insert, ofAlpha.id, ofAlpha.id)).toBe(1)
    }
  })

  it('lets nobody in who waited for the lock while the ticket went out of their sight', async () => {
    await owner.query('begin')
    await owner.query('update tickets set holder_company_id = $1 where id = $2', [COMPANY.beta, ofAlpha.id])
    let admitted: string | undefined
    const waiting = inTransaction(house, { actor: ALPHA }, async (ctx) => {
      const end = await lockTicket(ctx, ofAlpha.id).catch((error: unknown) => error)
      const { rows } = await sql<{ id: string }>`
        select current_setting('interchange.admitted') as id`.execute(ctx.tx)
      admitted = rows[0]?.id
      throw end
    })
    const ended = expect(waiting).rejects.toThrow('not-found')
    await until(async () => {
      const { rowCount } = await owner.query(
        `select from pg_locks where not granted and pid <> pg_backend_pid()
         and pid in (select pid from pg_stat_activity where datname = current_database())`,
      )
      return rowCount
    }, 'it waits for the lock')
    await owner.query('commit')
    await ended
    expect(admitted).toBe('')
    await owner.query('update tickets set holder_company_id = $1 where id = $2', [COMPANY.alpha, ofAlpha.id])
  })

  it('gives the end of a chain only to whoever acts on its ticket', async () => {
    const end = (actor: Actor, admitted?: string) =>
      inTransaction(house, { actor }, async (ctx) => {
        if (admitted) await admit(ctx, admitted)
        const { rows } = await sql`select * from last_event_of('ticket', ${ofAlpha.id}::uuid)`.execute(ctx.tx)
        return rows.length
      })
    expect([await end(ALPHA), await end(BETA), await end({ kind: 'nobody' })]).toEqual([0, 0, 0])
    expect([await end(ALPHA, ofAlpha.id), await end({ kind: 'system', name: 'test' })]).toEqual([1, 1])
  })

  it('cannot be put aside by the application’s role', async () => {
    const { rows: roles } = await owner.query(
      `select rolsuper or rolbypassrls or rolcreaterole as mighty, (select count(*)::int from pg_auth_members
         where member = r.oid) as memberships, (select count(*)::int from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname in ('interchange_app', 'interchange_relay')`,
    )
    expect(roles).toEqual([1, 2].map(() => ({ mighty: false, memberships: 0, owns: 0 })))
    const app = new pg.Client({ connectionString: database.appUrl })
    await app.connect()
    for (const [statement, why] of [
      ['set role interchange_owner', 'permission denied'],
      ['set session authorization interchange_owner', 'permission denied'],
      ['alter table tickets disable row level security', 'must be owner'],
      ['alter policy seen on tickets using (true)', 'must be owner'],
      ['drop policy seen on tickets', 'must be owner'],
      ['create policy mine on tickets using (true)', 'must be owner'],
      ['alter role interchange_app bypassrls', 'permission denied'],
      [
        'create or replace function present_act() returns jsonb language sql as $$ select null::jsonb $$',
        'permission',
      ],
      ['create view mine as select * from tickets', 'permission denied'],
      ['create temp table scope_rows (user_id text)', 'permission denied'],
    ] as const)
      await expect(app.query(statement), statement).rejects.toThrow(why)
    // To ask for no policies is to be refused, not to see more.
    await app.query('set row_security = off')
    for (const table of TABLES)
      await expect(app.query(`select from ${table}`), table).rejects.toThrow('affected by row-level security')
    await app.end()
  })

  /** Tables that name a ticket and yet are open to every act, each with its reason. */
  const OPEN: Record<string, string> = {
    idempotency_keys: 'an id and a status under a key that only its caller can name',
    security_log: 'who did what, when and from where; for the audit alone, and nothing that a ticket says',
  }

  it('stands on every table that names a ticket', async () => {
    const { rows } = await owner.query<{ table: string }>(
      `select distinct c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
         and (a.attname in ('ticket_id', 'subject_id') or exists (select from pg_constraint k
           where k.conrelid = c.oid and k.confrelid = 'tickets'::regclass)) order by 1`,
    )
    expect(rows.map(({ table }) => table)).toEqual(Object.keys(OPEN))
    const { rows: views } = await owner.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
    )
    // A view is read as its owner, whom no policy binds.
    expect(views).toEqual([])
  })
})
