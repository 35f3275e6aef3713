import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import type { EventType } from '../../contract/event-types.ts'
import { readConfig } from '../platform/config.ts'
import { type Ctx, type House, inTransaction } from '../platform/context.ts'
import { connect } from '../platform/db/connect.ts'
import type { TestDatabase } from './database.ts'

/** A house as a worker process has it, on a test database; `settings` go on top of a complete environment. */
export function openHouse(database: TestDatabase, settings: Record<string, string> = {}): House {
  const config = readConfig({
    DEMO: '1',
    MAIL: 'off',
    PUBLIC_URL: 'https://support.distributor.example',
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.adminUrl,
    DATABASE_DIRECT_URL: database.relayUrl,
    SECRET_KEY: 'a key of the tests, thirty-two bytes long',
    OIDC_ISSUER: 'http://localhost:1',
    OIDC_CLIENT_ID: 'test',
    OIDC_CLIENT_SECRET: 'test',
    DIRECTORY_FEED_URL: 'http://localhost:1',
    DIRECTORY_FEED_TOKEN: 'test',
    ...settings,
  })
  const db = connect(database.appUrl, { max: 6, name: 'interchange test' })
  return { config, db, log: pino({ level: 'silent' }), clock: () => new Date() }
}

export type RecordOptions = { type?: EventType; history?: boolean; ticketId?: string; first?: boolean }

/** Records one event through the real act of recording, as a customer would cause it; there is no ticket behind it. */
export async function recordEvent(house: House, options: RecordOptions = {}): Promise<string> {
  const { type = 'ticket.created', history = false, ticketId = randomUUID(), first = true } = options
  await ask(house, async (ctx) => {
    ctx.history = history
    ctx.record({ ...eventOf(ticketId, type), first, actor: { kind: 'customer', sessionId: 'test' } })
  })
  return ticketId
}

/** The least that an event can say. */
export function eventOf(ticketId: string, type: EventType = 'ticket.created') {
  const rest = { audience: 'public' as const, companies: [], data: { number: 1 } }
  return { subjectType: 'ticket', subjectId: ticketId, type, ...rest }
}

/** Runs a question in a transaction of its own. */
export function ask<Result>(house: House, question: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return inTransaction(house, { actor: { kind: 'system', name: 'test' } }, question)
}

/** Asks again and again until the answer is truthy; gives up loudly. */
export async function until<Answer>(question: () => Promise<Answer> | Answer, what: string): Promise<Answer> {
  const deadline = Date.now() + 15_000
  for (;;) {
    const answer = await question()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`)
    await wait(20)
  }
}
