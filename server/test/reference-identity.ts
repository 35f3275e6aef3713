import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../identity/test/run-identity.ts'

export type ReferenceIdentity = {
  /** Settings of a house that signs its staff in there. */
  settings: Record<string, string>
  passwordOf(userId: string): Promise<string>
  stop(): Promise<void>
}

const repository = join(import.meta.dirname, '..', '..')
const client = { id: 'interchange', secret: 'a-secret-of-the-tests' }
const feedToken = 'a-feed-token-of-the-tests'

/** Runs the reference Identity System for a house at `publicUrl`, with the people of this network. */
export async function startReferenceIdentity(
  publicUrl: string,
  network: unknown,
): Promise<ReferenceIdentity> {
  const folder = await mkdtemp(join(tmpdir(), 'interchange-identity-'))
  const networkFile = join(folder, 'network.json')
  const dataDir = join(folder, 'data')
  await writeFile(networkFile, JSON.stringify(network))
  const port = await freePort()
  const child = spawn(process.execPath, [join(repository, 'identity', 'main.ts')], {
    cwd: repository,
    env: {
      ...{ PATH: process.env.PATH ?? '', IDENTITY_PORT: String(port), IDENTITY_DATA_DIR: dataDir },
      ...{ IDENTITY_NETWORK_FILE: networkFile, IDENTITY_FEED_TOKEN: feedToken, IDENTITY_DEMO: '1' },
      ...{ IDENTITY_CLIENT_ID: client.id, IDENTITY_CLIENT_SECRET: client.secret },
      IDENTITY_REDIRECT_URIS: `${publicUrl}/auth/callback`,
      IDENTITY_POST_LOGOUT_URIS: `${publicUrl}/staff`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const issuer = await listening(child)
  return {
    settings: {
      ...{ PUBLIC_URL: publicUrl, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client.id },
      ...{ OIDC_CLIENT_SECRET: client.secret, DIRECTORY_FEED_TOKEN: feedToken },
      DIRECTORY_FEED_URL: `${issuer}/directory/snapshot`,
    },
    passwordOf: async (userId) =>
      JSON.parse(await readFile(join(dataDir, 'demo-passwords.json'), 'utf8'))[userId],
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

async function listening(child: ChildProcess): Promise<string> {
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const ready = /^identity listening on (\S+)$/.exec(line)
      if (ready?.[1]) return ready[1]
    }
  }
  throw new Error(`the Identity System did not start: ${complaint}`)
}
