import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientScope } from '../../../contract/actions.ts'
import type { Actor, ScopeRow } from '../../../contract/actor.ts'
import { type Ctx, inTransaction } from '../../platform/context.ts'
import { ask } from '../../test/follower-house.ts'
import {
  found,
  type GuardedDatabase,
  openGuardedDatabase,
  staffWith,
  TABLES,
} from '../../test/guarded-database.ts'
import { anyTicket, CUSTOMER, type Planted, plantClient, plantTicket } from '../../test/planted-ticket.ts'
import { BRANCH, BRAND, COMPANY, TEAM, USER } from '../../test/world-network.ts'
import { replaceScopeRows } from '../access/index.ts'
import { mayRead } from '../conversations/index.ts'
import { sightOf, visibleTicket } from './ticket-access.ts'
import { ticketTables } from './ticket-queries.ts'
import { readerOf } from './viewer.ts'

let guarded: GuardedDatabase
beforeAll(async () => {
  guarded = await openGuardedDatabase()
})
afterAll(() => guarded.close())

type Table = (typeof TABLES)[number]
/** What the application's own rules give this actor, asked by one who sees everything. */
async function allowed(
  ctx: Ctx,
  actor: Actor,
  planted: readonly Planted[],
): Promise<Record<Table, string[]>> {
  const all: Record<Table, string[]> = Object.fromEntries(TABLES.map((table) => [table, []]))
  const add = (table: Table, ...ids: string[]) => all[table]?.push(...ids)
  const as = { ...ctx, actor }
  const visible = await ticketTables(ctx).selectFrom('tickets').selectAll().where(visibleTicket(as)).execute()
  const seen = new Map(visible.map((row) => [row.id, row]))
  for (const ticket of planted) {
    if (actor.kind === 'system') add('mail_deliveries', ticket.events[0]?.id ?? '')
    const row = seen.get(ticket.id)
    if (!row) continue
    const sight = await sightOf(as, row)
    const everything = actor.kind === 'system'
    const within = sight === 'full' && (actor.kind === 'staff' || actor.kind === 'client') ? actor : null
    const all = actor.kind === 'staff' && actor.companyKind === 'distributor'
    const reads = (written: { audience: 'public' | 'network' | 'company'; companies: readonly string[] }) =>
      everything || (sight !== 'reduced' && mayRead(readerOf({ actor }, sight), written))
    add('tickets', ticket.id)
    add('ticket_requirements', ticket.id)
    if (reads({ audience: 'network', companies: ticket.revision })) add('ticket_revisions', ticket.id)
    for (const table of ['messages', 'events'] as const)
      add(table, ...ticket[table].filter(reads).map(({ id }) => id))
    const handOffs = ticket.handOffs.filter(({ to, from }) =>
      everything
        ? true
        : within
          ? all || [to, from].includes(within.companyId)
          : sight !== 'reduced' && to !== null && to === row.holder_company_id,
    )
    add('hand_offs', ...handOffs.map(({ id }) => id))
  }
  for (const ids of Object.values(all)) ids.sort()
  return all
}

const NAMES = [USER.coordinator, USER.alphaManager, USER.betaNorthAgent] as const
const anyScope = fc.oneof(
  fc.record<ScopeRow>({
    kind: fc.constantFrom('company', 'branch', 'team'),
    unitId: fc.constantFrom(
      COMPANY.alpha,
      COMPANY.beta,
      BRANCH.alphaNorth,
      BRANCH.betaNorth,
      TEAM.alphaSales,
    ),
    brandId: fc.constantFrom(null, BRAND.a, BRAND.b),
  }),
  fc.record<ScopeRow>({
    kind: fc.constantFrom('network', 'own'),
    unitId: fc.constant(null),
    brandId: fc.constantFrom(null, BRAND.a, BRAND.b),
  }),
)
const READING: readonly ClientScope[] = ['tickets.read', 'tickets.read.unit', 'messages.internal']
/** A client that may read its unit, as its record says, and what its credential leaves of it. */
const anyClient = fc.record({
  companyId: fc.constantFrom(COMPANY.alpha, COMPANY.beta, COMPANY.distributor),
  scopes: fc.subarray([...READING], { minLength: 2 }),
  credential: fc.oneof(fc.constant([...READING]), fc.subarray([...READING])),
  brandIds: fc.option(fc.subarray([BRAND.a, BRAND.b])),
  branchIds: fc.option(fc.subarray([BRANCH.alphaNorth, BRANCH.betaNorth])),
})
const OTHERS: Actor[] = [
  { kind: 'system', name: 'test' },
  { kind: 'customer', sessionId: 'test' },
  { kind: 'customer', sessionId: 'test', customerId: CUSTOMER },
  { kind: 'customer', sessionId: 'test', customerId: randomUUID() },
  { kind: 'nobody' },
]

describe('without the application’s own condition', () => {
  const planted: Planted[] = []
  let last: Awaited<ReturnType<typeof wantedBy>> = new Map()
  const wantedBy = async (actors: readonly Actor[]) => {
    const all = new Map<Actor, Record<Table, string[]>>()
    for (const actor of actors)
      all.set(actor, await ask(guarded.house, (ctx) => allowed(ctx, actor, planted)))
    return all
  }

  /** Tables in which the database shows one of these actors something else than the application would. */
  async function differences(wantedBy: ReadonlyMap<Actor, Record<Table, string[]>>): Promise<string[]> {
    const tables: string[] = []
    for (const [actor, wanted] of wantedBy) {
      const seen = await inTransaction(guarded.house, { actor }, (ctx) => found(ctx.tx))
      const differs = TABLES.filter((table) => seen[table]?.join() !== wanted[table]?.join())
      tables.push(...differs.map((table) => `${table} ${JSON.stringify(actor)}`))
    }
    return tables
  }

  // 15 worlds, each with two tickets more.
  it('the database shows every kind of actor exactly what the application would, in every table', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyScope, { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
        fc.array(anyTicket, { minLength: 2, maxLength: 2 }),
        fc.array(anyClient, { minLength: 2, maxLength: 2 }),
        async (scopes, plans, clients) => {
          const { house, owner, client } = guarded
          const people = NAMES.map((name, at) => staffWith(name, scopes[at] ?? []))
          const rows = people.flatMap(({ userId, scopes }) => scopes.map((scope) => ({ ...scope, userId })))
          await ask(house, (ctx) => replaceScopeRows(ctx, rows))
          for (const plan of plans) planted.push(await plantTicket(owner, plan, client.clientId))
          const ofUnit: Actor[] = []
          for (const { companyId, credential, ...record } of clients) {
            const actor = await plantClient(owner, companyId, record)
            const left = credential.filter((scope) => actor.scopes.has(scope))
            ofUnit.push({ ...actor, scopes: new Set(left) })
          }
          const ticketId = planted.at(-1)?.id ?? ''
          const links = [1, 2, 3].map((linkVersion) => ({ kind: 'link', ticketId, linkVersion }) as const)
          const strange = { ...client, clientId: randomUUID() }
          last = await wantedBy([...people, client, strange, ...ofUnit, ...OTHERS, ...links])
          expect(await differences(last)).toEqual([])
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)

  it('this comparison finds a policy that lets everything or nothing through', async () => {
    const some = new Map([...last].filter(([{ kind }]) => kind === 'system' || kind === 'nobody'))
    for (const table of TABLES)
      for (const policy of ['true', 'false']) {
        const { rows } = await guarded.owner.query<{ says: string }>(
          `select pg_get_expr(polqual, polrelid) as says from pg_policy
           where polname = 'seen' and polrelid = $1::regclass`,
          [table],
        )
        await guarded.owner.query(`alter policy seen on ${table} using (${policy})`)
        expect((await differences(some)).map((words) => words.split(' ')[0])).toContain(table)
        await guarded.owner.query(`alter policy seen on ${table} using (${rows[0]?.says})`)
      }
    expect(await differences(last)).toEqual([])
  }, 60_000)
})
