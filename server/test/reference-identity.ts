import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../identity/test/run-identity.ts'

export type ReferenceIdentity = {
  issuer: string
  /** Settings of a house that signs its staff in there. */
  settings: Record<string, string>
  /** Replaces the network file: what it says holds at once. */
  changeNetwork(network: unknown): Promise<void>
  passwordOf(userId: string): Promise<string>
  stop(): Promise<void>
}

const repository = join(import.meta.dirname, '..', '..')
const client = { id: 'interchange', secret: 'a-secret-of-the-tests' }
const feedToken = 'a-feed-token-of-the-tests'

export type ReferenceIdentityOptions = {
  /** Roles whose people need a second factor; `everybody` for all. Without it nobody does. */
  totp?: 'everybody' | string[]
  /** Programs that get tokens by client credentials. */
  serviceClients?: { id: string; secret: string; scopes: string[]; audience: string }[]
  /** Where logout tokens go, if not to the house. */
  backchannelLogoutUri?: string
  /** Where change notices go, and the secret (`whsec_…`) that signs them. */
  notices?: { url: string; secret: string }
}

/** Runs the reference Identity System for a house at `publicUrl`, with the people of this network. */
export async function startReferenceIdentity(
  publicUrl: string,
  network: unknown,
  options: ReferenceIdentityOptions = {},
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
      IDENTITY_BACKCHANNEL_LOGOUT_URI:
        options.backchannelLogoutUri ?? `${publicUrl}/auth/back-channel-logout`,
      ...(await environmentOf(options, folder)),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const issuer = await listening(child)
  return {
    issuer,
    changeNetwork: (changed) => writeFile(networkFile, JSON.stringify(changed)),
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

async function environmentOf(
  { totp, serviceClients, notices }: ReferenceIdentityOptions,
  folder: string,
): Promise<Record<string, string>> {
  const environment: Record<string, string> = {}
  if (totp === 'everybody') environment.IDENTITY_REQUIRE_TOTP = '1'
  else if (totp) environment.IDENTITY_TOTP_ROLES = totp.join(',')
  if (notices) {
    environment.IDENTITY_NOTICE_URL = notices.url
    environment.IDENTITY_NOTICE_SECRET = notices.secret
  }
  if (serviceClients) {
    environment.IDENTITY_SERVICE_CLIENTS_FILE = join(folder, 'service-clients.json')
    await writeFile(environment.IDENTITY_SERVICE_CLIENTS_FILE, JSON.stringify(serviceClients))
  }
  return environment
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
