import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { DemoAccess } from '../bin/serve/demo-access.ts'
import { DEMO_DATA_MARK } from '../bin/serve/refuse-demo-data.ts'
import { readState } from '../server/modules/directory/directory-queries.ts'
import { networkOf } from '../server/modules/directory/index.ts'
import { syncDirectory } from '../server/modules/directory/sync-directory.ts'
import { verifyKey } from '../server/modules/sign-in/verify-key.ts'
import { ticketTables } from '../server/modules/tickets/ticket-queries.ts'
import { type ModelInput, modelsOf, replaceModels } from '../server/modules/vehicles/index.ts'
import type { Config } from '../server/platform/config.ts'
import { type Ctx, type House, inTransaction } from '../server/platform/context.ts'
import { connect } from '../server/platform/db/connect.ts'
import { makeDemoClients } from './demo-clients.ts'
import { demoUsers } from './demo-users.ts'
import { allStories } from './stories/all-stories.ts'
import { tellStories } from './stories/tell-stories.ts'

/**
 * Brings the demo into the database: vehicle models, tickets with their history, API keys. All of it stands or falls
 * together, and what is there already is left as it is. Gives the access data when new keys were made, else null.
 */
export async function loadDemo(config: Config): Promise<DemoAccess | null> {
  const db = connect(config.database.url, { max: 2, name: 'interchange demo' })
  const house: House = { config, db, log: pino({ level: config.logLevel }), clock: () => new Date() }
  try {
    return await loadInto(house)
  } finally {
    await db.destroy()
  }
}

/** The same for a house that is there already. */
export async function loadInto(house: House): Promise<DemoAccess | null> {
  // The worker reads the directory when it starts; another process may be the worker.
  if ((await readState({ tx: house.db })).version === 0) await syncDirectory(house)
  const kept = await readKept(house.config.dataDir)
  return inTransaction(house, { actor: { kind: 'system', name: 'demo' } }, async (ctx) => {
    // Two starts at once on one database load it once.
    await sql`select pg_advisory_xact_lock(hashtextextended('interchange demo', 0))`.execute(ctx.tx)
    if (!(await isDemoNetwork(ctx))) {
      house.log.warn('demo: the directory is not that of the demo, so no demo tickets are made')
      return null
    }
    await markDemoData(ctx)
    await bringModels(ctx)
    const empty = (await ticketTables(ctx).selectFrom('tickets').select('id').limit(1).execute()).length === 0
    if (!empty && (await firstKeyWorks(ctx, kept))) return null

    const { doors, keys } = await makeDemoClients(ctx)
    if (empty) await tellStories({ house, tx: ctx.tx, now: ctx.now, doors }, allStories)
    const users = await demoUsers(await networkOf(ctx), house.config.dataDir)
    return { url: house.config.publicUrl, users, apiKeys: keys }
  })
}

/** Somebody may try the demo's database with a directory of their own. */
async function isDemoNetwork(ctx: Ctx): Promise<boolean> {
  const { branches, users } = await networkOf(ctx)
  const due = await readBeside<{ branches: { id: string }[]; users: { id: string }[] }>('network.json')
  return due.branches.every(({ id }) => branches.has(id)) && due.users.every(({ id }) => users.has(id))
}

/** A production start refuses a database that bears it, whatever was cleared away since. */
async function markDemoData(ctx: Ctx): Promise<void> {
  await sql`insert into settings (name, value, version, changed_at) values (${DEMO_DATA_MARK}, 'true', 1, ${ctx.now})
    on conflict (name) do nothing`.execute(ctx.tx)
}

async function bringModels(ctx: Ctx): Promise<void> {
  const due = await readBeside<ModelInput[]>('vehicle-models.json')
  const present = await modelsOf(ctx)
  const same = due.every((model) => isDeepStrictEqual({ ...model, active: true }, present.get(model.id)))
  if (!same) await replaceModels(ctx, due)
}

async function firstKeyWorks(ctx: Ctx, kept: DemoAccess | null): Promise<boolean> {
  const key = kept?.apiKeys?.[0]?.key
  return typeof key === 'string' && (await verifyKey(ctx, key)) !== null
}

/** What an earlier start kept; null where it is lost or broken. */
async function readKept(dataDir: string): Promise<DemoAccess | null> {
  try {
    return JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')) as DemoAccess
  } catch {
    return null
  }
}

async function readBeside<Value>(name: string): Promise<Value> {
  return JSON.parse(await readFile(new URL(name, import.meta.url), 'utf8')) as Value
}
