import type pg from 'pg'
import type { Actor } from '../../contract/actor.ts'
import { CreateTicket, TicketQuery } from '../../contract/tickets.ts'
import { staffActor } from '../../server/modules/directory/index.ts'
import { countTickets } from '../../server/modules/tickets/count-tickets.ts'
import { createTicket } from '../../server/modules/tickets/create-ticket.ts'
import { exampleRequests } from '../../server/modules/tickets/index.ts'
import { listTickets } from '../../server/modules/tickets/list-tickets.ts'
import { presentTicket } from '../../server/modules/tickets/present-ticket.ts'
import { presentTimeline } from '../../server/modules/tickets/present-timeline.ts'
import { findTicket } from '../../server/modules/tickets/ticket-queries.ts'
import { type Ctx, type House, inTransaction } from '../../server/platform/context.ts'
import { connect } from '../../server/platform/db/connect.ts'
import { breakGround } from '../ground/database.ts'
import { openOffice } from '../ground/settings.ts'
import { asSystem } from '../ground/settle-network.ts'
import { connectAdmin } from '../kill/settle.ts'
import { type Plan, SMALL } from './measure.ts'
import { median } from './open-loop.ts'
import { prepareSize } from './prepare-size.ts'

/*
 * What row-level security costs: the acts behind the routes, one after the other in this process, by turns as the
 * application's role and as the owner, whom no policy binds. No HTTP and no load beside it, so that the ratio is the
 * database's; each pair stands side by side in time, so that a busy machine slows both.
 */

/** Milliseconds of one question: medians over the rounds. */
export type Cost = { tickets: number; name: string; on: number; onP99: number; off: number; ratios: number[] }

type Question = { name: string; actor: Actor; ask: (ctx: Ctx) => Promise<unknown> }

const REPEATS = 40
const OPEN = { category: 'new,active,paused,waiting' }

export async function measureRowLevelSecurity(plan: Plan): Promise<Cost[]> {
  const ground = await breakGround('bench-row-level-security', plan.say)
  try {
    const costs: Cost[] = []
    for (const tickets of [...new Set([SMALL, plan.tickets])].sort((a, b) => a - b)) {
      plan.say(`Filling a database with ${tickets.toLocaleString('en')} tickets ...`)
      const { address } = await prepareSize(ground, tickets)
      const house: House = { ...openOffice(address), staleMs: 0 }
      const admin = await connectAdmin(address.adminUrl)
      const free: House = { ...house, db: connect(address.adminUrl, { max: 4, prepare: true }) }
      costs.push(...(await measureSize(plan, tickets, { bound: house, free }, admin)))
      await admin.end()
      await house.db.destroy()
      await free.db.destroy()
    }
    return costs
  } finally {
    await ground.remove()
  }
}

type Houses = { bound: House; free: House }
type Times = { on: number[]; off: number[] }

async function measureSize(plan: Plan, tickets: number, houses: Houses, admin: pg.Client): Promise<Cost[]> {
  const questions = await questionsOn(houses.bound, admin)
  const found = new Map(questions.map(({ name }) => [name, [] as Times[]]))
  // The first round only warms up.
  for (let round = 0; round <= plan.rounds; round++) {
    for (const question of questions) {
      const times = await timesOf(houses, question, round === 0 ? 10 : REPEATS)
      if (round > 0) found.get(question.name)?.push(times)
    }
    if (round > 0) plan.say(`row-level security at ${tickets.toLocaleString('en')}, round ${round} done`)
  }
  return [...found].map(([name, rounds]) => ({
    ...{ tickets, name },
    on: median(rounds.map(({ on }) => median(on))),
    onP99: median(rounds.map(({ on }) => [...on].sort((a, b) => a - b)[Math.floor(on.length * 0.99)] ?? 0)),
    off: median(rounds.map(({ off }) => median(off))),
    ratios: rounds.map(({ on, off }) => median(on) / median(off)),
  }))
}

async function timesOf({ bound, free }: Houses, { actor, ask }: Question, repeats: number): Promise<Times> {
  const times: Times = { on: [], off: [] }
  for (let turn = 0; turn < repeats * 2; turn++) {
    const way = turn % 2 === 0 ? 'on' : 'off'
    const from = performance.now()
    await inTransaction(way === 'on' ? bound : free, { actor }, ask)
    times[way].push(performance.now() - from)
  }
  return times
}

async function questionsOn(house: House, admin: pg.Client): Promise<Question[]> {
  const one = async <Row>(statement: string, values: unknown[] = []) => {
    const { rows } = await admin.query(statement, values)
    if (!rows[0]) throw new Error(`Nothing for: ${statement}`)
    return rows[0] as Row
  }
  const long = await one<{ id: string; branch: string; company: string }>(
    `select t.id, holder_branch_id as branch, holder_company_id as company
     from events e join tickets t on t.id = e.subject_id where e.sequence = 100`,
  )
  const user = async (role: string, branch: string | null, other = '') => {
    const { id } = await one<{ id: string }>(
      `select id from users where active and roles = array[$1] and ($2::text is null or branch_id = $2) and id <> $3
       order by id limit 1`,
      [role, branch, other],
    )
    return id
  }
  const agentId = await user('branch-agent', long.branch)
  // Who has many scope rows, of every kind and with a brand.
  const mixedId = await user('branch-agent', null, agentId)
  const { id: brand } = await one<{ id: string }>(`select id from brands order by id limit 1`)
  await admin.query(
    `insert into scope_rows select $1, kind, unit, brand from (
       (select 'team' as kind, id as unit, null as brand from teams order by id limit 2)
       union all (select 'branch', id, null from branches order by id limit 2)
       union all (select 'company', id, $2 from companies where kind = 'dealer' order by id limit 1)) as more`,
    [mixedId, brand],
  )
  const coordinatorId = await user('coordinator', null)
  const actors = await asSystem(house, async (ctx) => {
    const staff = async (id: string) => (await staffActor(ctx, id)) ?? fail(id)
    return {
      agent: await staff(agentId),
      mixed: await staff(mixedId),
      coordinator: await staff(coordinatorId),
    }
  })
  const list = (query: Record<string, string>) => (ctx: Ctx) =>
    listTickets(ctx, TicketQuery.parse({ limit: '50', ...query }))
  const example = (await asSystem(house, exampleRequests))['test-drive'] ?? fail('test drive')
  const request = CreateTicket.parse({
    ...example,
    requester: { name: 'Lana Qadir', phone: '+9647500004417', email: 'lana@customer.example' },
  })
  const { agent, mixed, coordinator } = actors
  return [
    { name: 'list, branch agent, all in sight', actor: agent, ask: list({}) },
    {
      name: 'list, branch agent, open of the company',
      actor: agent,
      ask: list({ companyId: long.company, ...OPEN }),
    },
    { name: 'list, seven scope rows, all in sight', actor: mixed, ask: list({}) },
    { name: 'list, coordinator, open', actor: coordinator, ask: list(OPEN) },
    { name: 'counts, branch agent', actor: agent, ask: countTickets },
    { name: 'counts, coordinator', actor: coordinator, ask: countTickets },
    { name: 'search for a name, branch agent', actor: agent, ask: list({ q: 'qadir' }) },
    {
      ...{ name: 'open a ticket with 100 events', actor: agent },
      ask: async (ctx) => presentTicket(ctx, await findTicket(ctx, long.id)),
    },
    {
      ...{ name: 'timeline of that ticket', actor: agent },
      ask: async (ctx) => presentTimeline(ctx, await findTicket(ctx, long.id)),
    },
    {
      ...{ name: 'create, customer', actor: { kind: 'customer', sessionId: 'bench' } },
      ask: (ctx) => createTicket(ctx, request, []),
    },
  ]
}

function fail(what: string): never {
  throw new Error(`The network offers no ${what}`)
}

/** The costs as Markdown. */
export function reportRowLevelSecurity(costs: readonly Cost[]): string {
  return [
    '| act | tickets | policies on, p50 ms | p99 ms | off, p50 ms | ratio (median) | ratios of the rounds |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...costs.map(({ name, tickets, on, onP99, off, ratios }) => {
      const all = ratios.map((ratio) => ratio.toFixed(2)).join(', ')
      return `| ${name} | ${tickets.toLocaleString('en')} | ${on.toFixed(1)} | ${onP99.toFixed(1)} | ${off.toFixed(1)} | **${median(ratios).toFixed(2)}** | ${all} |`
    }),
  ].join('\n')
}
