// What `npm start` does: brings what the server needs, starts it, and stops all of it in order.
import { mkdirSync } from 'node:fs'
import { relative } from 'node:path'
import {
  type Config,
  ConfigurationError,
  type LaunchPlan,
  readConfig,
  readLaunchPlan,
} from '../server/platform/config.ts'
import { checkDatabase } from '../server/platform/db/check-connection.ts'
import { DatabaseUnusable } from '../server/platform/db/database-unusable.ts'
import {
  databaseUrls,
  ensureDatabase,
  startEmbeddedDatabase,
} from '../server/platform/db/embedded/embedded-database.ts'
import { migrate } from '../server/platform/db/migrate.ts'
import { describeSettings } from '../server/platform/describe-settings.ts'
import { buildWeb } from './serve/build-web.ts'
import { describeLogins, keepDemoAccess } from './serve/demo-access.ts'
import { startIdentity } from './serve/identity-child.ts'
import { keptSecret } from './serve/kept-secret.ts'
import { requireFreePort } from './serve/ports.ts'
import { refuseDemoData } from './serve/refuse-demo-data.ts'
import { markRunning } from './serve/running-mark.ts'
import { StartFailure } from './serve/start-failure.ts'
import { StopList } from './serve/stop-list.ts'

const say = (line: string) => console.log(line)
const started = new StopList()

/** Ends the run: `code` 0 when somebody asked for it, 1 when something broke. */
let end: (ending: { code: number; why: string }) => void = () => undefined
const ending = new Promise<{ code: number; why: string }>((resolve) => {
  end = resolve
})
let asked = false
const STOP_PATIENCE_MS = 15_000
let stopDelaySeconds = 0

async function serve(): Promise<void> {
  if (process.argv.includes('--help')) {
    say(
      `npm start        starts Interchange; without settings in demo mode\n\nSettings (environment):\n${describeSettings()}`,
    )
    process.exit(0)
  }
  listenForSignals()
  try {
    await start(readLaunchPlan(process.env))
    const { code, why } = await ending
    if (why !== '') (code === 0 ? say : console.error)(why)
    await stopAll(code)
  } catch (error) {
    // A child that Ctrl-C has hit too is no failure to report.
    if (!asked) report(error)
    await stopAll(asked ? 0 : error instanceof ConfigurationError ? 2 : 1)
  }
}

async function start(plan: LaunchPlan): Promise<void> {
  stopDelaySeconds = plan.stopDelaySeconds
  await requireFreePort(plan.host, plan.port)
  mkdirSync(plan.dataDir, { recursive: true })
  started.add('The mark of this run', markRunning(plan.dataDir, plan.publicUrl))
  const brought: Record<string, string> = { DEMO: plan.demo ? '1' : '0' }
  if (plan.secretKeyNeeded) brought.SECRET_KEY = keptSecret(plan.dataDir, 'secret-key')

  if (plan.database !== null) await checkDatabase(plan.database)
  if (plan.database !== null && !plan.demo) await refuseDemoData(plan.database.adminUrl)
  goOn()
  const building = plan.roles.includes('web') ? buildWeb(say) : Promise.resolve()
  // Looked at below; until then a failure must not count as unhandled.
  building.catch(() => undefined)
  // The Identity System does not need the database, so both start together.
  const identityStarting = plan.referenceIdentity ? startIdentity(plan, say) : null
  identityStarting?.then(
    ({ stop }) => started.add('The Identity System', stop),
    () => undefined,
  )
  if (plan.database === null) Object.assign(brought, await startDatabase(plan))
  if (identityStarting !== null) Object.assign(brought, (await identityStarting).environment)
  const config = readConfig({ ...process.env, ...brought })
  goOn()
  const applied = await migrate(config.database.adminUrl)
  if (applied.length > 0) say(`Database brought up to date (${applied.length} migrations)`)
  await building
  goOn()

  const { startServer } = await import('../server/main.ts')
  const server = await startServer(config)
  started.add('The server', () => server.close())
  goOn()
  if (plan.demo) {
    const { loadDemo } = await import('../demo/load.ts')
    showDemo(plan, keepDemoAccess(plan.dataDir, server.url, (await loadDemo(config)) ?? null), config)
  }
  const what = plan.roles.includes('web') ? `is ready at ${server.url}` : `works, without web`
  say(`\nInterchange ${what} (${(process.uptime()).toFixed(1)} s). Ctrl-C stops it.`)
}

async function startDatabase(plan: LaunchPlan) {
  const database = await startEmbeddedDatabase({ dataDir: plan.dataDir, say })
  started.add('PostgreSQL', database.stop)
  watch(`PostgreSQL (its log is in ${plan.dataDir}/postgres.log)`, database.ended)
  await ensureDatabase(database, 'interchange')
  const { url, adminUrl, directUrl } = databaseUrls(database.port, database.rolePasswords, 'interchange')
  return { DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl, DATABASE_DIRECT_URL: directUrl }
}

function showDemo(plan: LaunchPlan, access: ReturnType<typeof keepDemoAccess>, config: Config): void {
  say(`\nDemo mode: invented people and companies, for trying out only.`)
  if (!['127.0.0.1', 'localhost', '::1'].includes(plan.host)) {
    say(`  Reachable from other machines (HOST=${plan.host}), with passwords that are no secret.`)
  }
  say(`  Customers          ${plan.publicUrl}/  (their own requests: ${plan.publicUrl}/requests)`)
  say(`  Staff              ${plan.publicUrl}/staff`)
  say(`  Administration     ${plan.publicUrl}/admin  (directory, roles, API clients, security log)`)
  say(`  API documentation  ${plan.publicUrl}/api/docs`)
  if (config.mail.kind === 'mailbox') say(`  Demo mailbox       ${plan.publicUrl}/demo/mailbox`)
  say(
    `  Identity System    ${config.signIn.kind === 'platform' ? config.signIn.frontEnd : config.oidc.issuer}`,
  )
  if (plan.referenceIdentity)
    say(`    its own pages    ${config.oidc.issuer}/admin  (companies, branches, teams, users)`)
  if (access === null) return
  say(`\nDemo logins (all of them, and API keys: ${relative(process.cwd(), plan.dataDir)}/demo.json):`)
  for (const line of describeLogins(access)) say(line)
}

function watch(name: string, ended: Promise<void>): void {
  void ended.then(() => end({ code: 1, why: `${name} has ended by itself: stopping.` }))
}

function listenForSignals(): void {
  const stop = () => {
    asked = true
    end({ code: 0, why: '\nStopping ...' })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // The process that npm started is gone, even if nobody could tell us.
  if (process.connected) process.once('disconnect', stop)
  process.channel?.unref()
  const crash = (error: unknown) => {
    report(error)
    end({ code: 1, why: 'The server has failed: stopping.' })
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
}

/** Between two steps of the start: somebody may have asked to stop. */
function goOn(): void {
  if (asked) throw new Error('stopped while starting')
}

async function stopAll(code: number): Promise<never> {
  const failures = await started.run(STOP_PATIENCE_MS + stopDelaySeconds * 1000)
  for (const failure of failures) console.error(failure)
  if (code === 0 && failures.length === 0) say('Stopped.')
  process.exit(failures.length > 0 ? 1 : code)
}

function report(error: unknown): void {
  if (error instanceof ConfigurationError) {
    for (const problem of error.problems) console.error(`Bad setting: ${problem}`)
    console.error('All settings: npm start -- --help')
  } else if (error instanceof StartFailure || error instanceof DatabaseUnusable) console.error(error.message)
  else if ((error as NodeJS.ErrnoException)?.code === 'EADDRINUSE') console.error((error as Error).message)
  else console.error(error)
}

await serve()
