import { spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { LaunchPlan } from '../../server/platform/config.ts'
import { keptSecret } from './kept-secret.ts'
import { nextFreePort } from './ports.ts'
import { StartFailure } from './start-failure.ts'

const root = join(import.meta.dirname, '..', '..')

export type IdentityChild = {
  issuer: string
  /** What the server must be told about it. */
  environment: Record<string, string>
  stop(): Promise<void>
}

const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 60_000

/** Starts the reference Identity System beside the server, waits until it listens, and starts it again when it ends. */
export async function startIdentity(plan: LaunchPlan, say: (line: string) => void): Promise<IdentityChild> {
  const port = await nextFreePort(plan.host, plan.port + 1)
  const { hostname } = new URL(plan.publicUrl)
  const issuer = `http://${hostname}:${port}`
  const client = { id: 'interchange', secret: keptSecret(plan.dataDir, 'identity-client-secret') }
  const feedToken = keptSecret(plan.dataDir, 'identity-feed-token')
  const noticeSecret = `whsec_${asBase64(keptSecret(plan.dataDir, 'identity-notice-secret'))}`
  const logFile = join(plan.dataDir, 'identity.log')
  const log = createWriteStream(logFile, { mode: 0o600 })
  const settings: NodeJS.ProcessEnv = {
    // Not our whole environment: it may hold secrets that are none of its business.
    PATH: process.env.PATH,
    TZ: process.env.TZ,
    IDENTITY_HOST: plan.host,
    IDENTITY_PORT: String(port),
    IDENTITY_ISSUER: issuer,
    IDENTITY_DATA_DIR: join(plan.dataDir, 'identity'),
    IDENTITY_NETWORK_FILE: join(root, 'demo', 'network.json'),
    IDENTITY_CLIENT_ID: client.id,
    IDENTITY_CLIENT_SECRET: client.secret,
    IDENTITY_REDIRECT_URIS: `${plan.publicUrl}/auth/callback`,
    IDENTITY_POST_LOGOUT_URIS: `${plan.publicUrl}/staff`,
    IDENTITY_BACKCHANNEL_LOGOUT_URI: `${plan.publicUrl}/auth/back-channel-logout`,
    IDENTITY_FEED_TOKEN: feedToken,
    IDENTITY_NOTICE_URL: `${plan.publicUrl}/identity/notices`,
    IDENTITY_NOTICE_SECRET: noticeSecret,
    IDENTITY_DEMO: '1',
  }
  let running = spawnIdentity(settings, log)
  await listening(running.child.stdout, running.ended, logFile, log)

  const stopping = new AbortController()
  const kept = keepRunning()
  /** Whoever is signed in works on without it, so its end is told and mended, and stops nothing. */
  async function keepRunning(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      await running.ended
      if (stopping.signal.aborted) return
      say(`The Identity System has ended. Who is signed in works on; it starts again in ${pause / 1000} s.`)
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      running = spawnIdentity(settings, log)
      const back = await listening(running.child.stdout, running.ended, logFile, log).catch(() => false)
      if (back !== false) {
        say('The Identity System is back.')
        pause = FIRST_PAUSE_MS / 2
      }
    }
  }
  const stop = async () => {
    stopping.abort()
    const { child, ended } = running
    child.kill('SIGTERM')
    const patience = setTimeout(() => child.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(patience)
    await kept
  }
  const environment = {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    DIRECTORY_FEED_URL: `${issuer}/directory/snapshot`,
    DIRECTORY_FEED_TOKEN: feedToken,
    DIRECTORY_CHANGES_URL: `${issuer}/directory/changes`,
    DIRECTORY_NOTICE_SECRET: noticeSecret,
  }
  return { issuer, environment, stop }
}

function spawnIdentity(settings: NodeJS.ProcessEnv, log: NodeJS.WritableStream) {
  const child = spawn(process.execPath, identityArguments, {
    ...{ cwd: root, env: settings },
    // Its own process group, so that Ctrl-C reaches us only and we stop things in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stderr?.pipe(log, { end: false })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return { child, ended }
}

/** Standard Webhooks writes its keys in plain base64. */
function asBase64(secret: string): string {
  return Buffer.from(secret, 'base64url').toString('base64')
}

const identityArguments = [
  '--import',
  new URL('../stop-with-parent.mjs', import.meta.url).href,
  join(root, 'identity', 'main.ts'),
]

async function listening(
  output: NodeJS.ReadableStream | null,
  ended: Promise<void>,
  logFile: string,
  log: NodeJS.WritableStream,
): Promise<void> {
  let seen = ''
  const ready = new Promise<true>((resolve) => {
    output?.on('data', (chunk: Buffer) => {
      log.write(chunk)
      if (seen.includes('identity listening on ')) return
      seen += chunk.toString()
      if (seen.includes('identity listening on ')) resolve(true)
    })
  })
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 30_000).unref())
  if (await Promise.race([ready, ended.then(() => false), late])) return
  throw new StartFailure(
    `The reference Identity System does not start; ${logFile} ends with:\n${tail(logFile)}`,
  )
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n')
  } catch {
    return '(nothing)'
  }
}
