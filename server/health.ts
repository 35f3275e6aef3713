import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { networkOf } from './modules/directory/index.ts'
import { type House, inTransaction } from './platform/context.ts'
import { readMigrations } from './platform/db/migration-files.ts'
import { sendBareSecurityHeaders } from './platform/http/security-headers.ts'

/** What a process cannot work without. */
type Need = 'database' | 'migrations' | 'directory'

// Whoever asks gives up after a few seconds.
const PATIENCE_MS = 3_000
const stopping = new WeakSet<House>()

/** From now on `/readyz` says 503, so that no new requests are sent here. */
export const stopBeingReady = (house: House): void => void stopping.add(house)

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work, or 503 with what it lacks; never why, because anybody may
 * ask.
 */
export function registerHealth(app: FastifyInstance, house: House): void {
  const due = readMigrations().map(({ name }) => name)
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send(ALIVE))
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    if (stopping.has(house)) return reply.code(503).send({ status: 'stopping' })
    const missing = await whatIsMissing(house, due)
    return missing === null ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', missing })
  })
}

const ALIVE = { status: 'ok' }

/** For a process that only works: nothing but its health. */
export function buildHealthApp(house: House): FastifyInstance {
  const app = Fastify({ loggerInstance: house.log as FastifyBaseLogger, forceCloseConnections: 'idle' })
  app.addHook('onRequest', async (_request, reply) => sendBareSecurityHeaders(reply))
  registerHealth(app, house)
  return app
}

/** The first thing that is missing, as the application's role sees it; null when nothing is. */
async function whatIsMissing(house: House, due: readonly string[]): Promise<Need | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Need>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'database')
  })
  try {
    return await Promise.race([lookAround(house, due), late])
  } finally {
    clearTimeout(timer)
  }
}

async function lookAround(house: House, due: readonly string[]): Promise<Need | null> {
  try {
    const done = await house.db.selectFrom('schema_migrations').select('name').execute()
    const names = new Set(done.map(({ name }) => name))
    // More than we know is no fault: a newer version is being rolled out beside us.
    if (due.some((name) => !names.has(name))) return 'migrations'
  } catch (error) {
    // No such table, or no right to read it: nothing has run yet.
    return ['42P01', '42501'].includes((error as { code?: string }).code ?? '') ? 'migrations' : 'database'
  }
  try {
    await inTransaction(house, { actor: { kind: 'nobody' } }, networkOf)
    return null
  } catch {
    return 'directory'
  }
}
