import pino from 'pino'
import { type Environment, readConfig, readLaunchPlan } from '../../server/platform/config.ts'
import type { House } from '../../server/platform/context.ts'
import { connect } from '../../server/platform/db/connect.ts'
import { databaseUrls, joinEmbeddedDatabase } from '../../server/platform/db/embedded/embedded-database.ts'

/** The demo's own database is not running, so there is nothing to write to. */
export class DemoNotRunning extends Error {
  constructor() {
    super('The demo is not running: start it with npm start, or give DATABASE_URL')
  }
}

/** A house for one command: the database of the settings, or that of the running demo. */
export function openOffice(env: Environment): { house: House; close(): Promise<void> } {
  const config = readConfig({ ...env, ...broughtByDemo(env) })
  const db = connect(config.database.url, { max: 2, name: 'interchange clients' })
  const house: House = {
    ...{ config, db: db as unknown as House['db'], log: pino({ level: 'silent' }), clock: () => new Date() },
  }
  return { house, close: () => db.destroy() }
}

/** In demo mode `npm start` brings these; of them this command uses the database alone, the rest only fills in. */
function broughtByDemo(env: Environment): Environment {
  const plan = readLaunchPlan(env)
  const brought: Environment = { DEMO: plan.demo ? '1' : '0' }
  if (plan.database === null) {
    const running = joinEmbeddedDatabase(plan.dataDir)
    if (running === null) throw new DemoNotRunning()
    const { url, adminUrl, directUrl } = databaseUrls(running.port, running.rolePasswords, 'interchange')
    Object.assign(brought, {
      DATABASE_URL: url,
      DATABASE_ADMIN_URL: adminUrl,
      DATABASE_DIRECT_URL: directUrl,
    })
  }
  if (plan.secretKeyNeeded) brought.SECRET_KEY = 'not used by this command'.padEnd(32, '.')
  if (plan.referenceIdentity) {
    Object.assign(brought, {
      ...{ OIDC_ISSUER: plan.publicUrl, OIDC_CLIENT_ID: '-', OIDC_CLIENT_SECRET: '-' },
      ...{ DIRECTORY_FEED_URL: plan.publicUrl, DIRECTORY_FEED_TOKEN: '-' },
    })
  }
  return brought
}
