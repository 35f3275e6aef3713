import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { smallNetwork, writeNetwork } from './small-network.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

export const CALLBACK = 'http://127.0.0.1:9/callback'
export const AFTER_SIGN_OUT = 'http://127.0.0.1:9/bye'
export const CLIENT = { id: 'test-app', secret: 'a-secret-of-the-tests' }
export const FEED_TOKEN = 'a-feed-token-of-the-tests'

export interface Home {
  folder: string
  dataDir: string
  networkFile: string
  remove(): Promise<void>
}

/** A temporary folder with the small network, to run the program in. */
export async function makeHome(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'identity-test-'))
  const networkFile = join(folder, 'network.json')
  await writeNetwork(networkFile, smallNetwork())
  return { folder, dataDir: join(folder, 'data'), networkFile, remove: () => rm(folder, { recursive: true }) }
}

export function environmentOf(home: Home, port: number): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    IDENTITY_PORT: String(port),
    IDENTITY_DATA_DIR: home.dataDir,
    IDENTITY_NETWORK_FILE: home.networkFile,
    IDENTITY_CLIENT_ID: CLIENT.id,
    IDENTITY_CLIENT_SECRET: CLIENT.secret,
    IDENTITY_REDIRECT_URIS: CALLBACK,
    IDENTITY_POST_LOGOUT_URIS: AFTER_SIGN_OUT,
    IDENTITY_FEED_TOKEN: FEED_TOKEN,
    IDENTITY_DEMO: '1',
  }
}

export interface RunningIdentity {
  url: string
  port: number
  /** What it has reported so far. */
  said(): string
  passwordOf(userId: string): Promise<string>
  stop(): Promise<number | null>
  /** Ends the program as a power cut would. */
  kill(): Promise<void>
}

export async function startIdentity(
  home: Home,
  port?: number,
  settings: Record<string, string> = {},
): Promise<RunningIdentity> {
  const chosen = port ?? (await freePort())
  const child = launch({ ...environmentOf(home, chosen), ...settings })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const url = await readyUrl(child)
  return {
    url,
    port: chosen,
    said: () => said,
    async passwordOf(userId) {
      const listed = JSON.parse(await readFile(join(home.dataDir, 'demo-passwords.json'), 'utf8'))
      return listed[userId]
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      return (await ended)[0]
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs the program until it ends by itself; for settings that it refuses. */
export async function runToEnd(
  environment: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = launch(environment)
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function launch(environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    cwd: REPOSITORY,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function readyUrl(child: ChildProcess): Promise<string> {
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^identity listening on (\S+)$/.exec(line)
    if (ready?.[1]) return ready[1]
  }
  throw new Error(`identity did not start: ${complaint}`)
}
