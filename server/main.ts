import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { buildApp, followers } from './app.ts'
import { buildHealthApp, stopBeingReady } from './health.ts'
import { startDirectorySync } from './modules/directory/index.ts'
import { startWordFill } from './modules/tickets/index.ts'
import type { Config } from './platform/config.ts'
import type { House } from './platform/context.ts'
import { connect } from './platform/db/connect.ts'
import { startRelay } from './platform/events/relay.ts'
import { startSequencer } from './platform/events/sequencer.ts'
import { startJobs } from './platform/jobs/start-jobs.ts'
import { startWarnings } from './start-warnings.ts'

export type RunningServer = { url: string; close: () => Promise<void> }

// Web requests hold a connection for a few milliseconds; more connections than this only wait inside PostgreSQL.
const POOL = 20
// A branch closed or a key revoked elsewhere is known after this at the latest.
const STALE_MS = 250

/** What lives as long as the process. */
export function openHouse(config: Config, clock: () => Date = () => new Date()): House {
  const log = pino({ level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] })
  const { url, directUrl } = config.database
  return { config, db: connect(url, { max: POOL, prepare: isSameServer(url, directUrl) }), log, clock }
}

/**
 * Do both addresses lead to the same place? Another host, port, path (poolers serve several databases under names of
 * their own) or `host` of a socket means that a pooler may stand before the first.
 */
export function isSameServer(url: string, directUrl: string): boolean {
  const placeOf = (address: string) => {
    const { hostname, port, pathname, searchParams } = new URL(address)
    const asked = (name: string) => searchParams.get(name)
    return JSON.stringify([asked('host') ?? hostname, asked('port') ?? (port || '5432'), pathname])
  }
  return placeOf(url) === placeOf(directUrl)
}

/** Starts the roles asked for: `web` serves, `worker` syncs the directory, follows events and works on jobs. */
export async function startServer(config: Config): Promise<RunningServer> {
  const house: House = { ...openHouse(config), staleMs: STALE_MS }
  for (const warning of startWarnings(config)) house.log.warn(warning)
  const closers: (() => Promise<unknown>)[] = [() => house.db.destroy()]
  const stopAll = async () => {
    // What was started last is stopped first.
    for (const stop of closers.splice(0).reverse()) await stop()
  }
  const close = async () => {
    // Whoever sends requests here is told to send them elsewhere before any is refused.
    stopBeingReady(house)
    if (config.roles.includes('web')) await wait(config.stopDelaySeconds * 1000)
    await stopAll()
  }
  try {
    if (config.roles.includes('worker')) closers.push(await startWorker(house))
    closers.push(await startWeb(house))
    return { url: config.publicUrl, close }
  } catch (error) {
    await stopAll()
    throw error
  }
}

/** A process that only works answers for its health, and nothing else. */
async function startWeb(house: House): Promise<() => Promise<void>> {
  const app = house.config.roles.includes('web') ? await buildApp(house) : buildHealthApp(house)
  await app.listen({ host: house.config.host, port: house.config.port })
  return () => app.close()
}

async function startWorker(house: House): Promise<() => Promise<void>> {
  const { subscribers, jobs, close } = followers(house)
  const working = await startJobs(house, jobs)
  const relay = startRelay(house, subscribers)
  const sequencer = startSequencer(house)
  const directory = startDirectorySync(house)
  await directory.first
  const words = startWordFill(house)
  return async () => {
    await words.close()
    await directory.close()
    await sequencer.close()
    await relay.close()
    await working.close()
    await close()
  }
}
