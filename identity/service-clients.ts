import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPrivateJson, writePrivateJson } from './private-file.ts'
import { SettingError } from './read-settings.ts'

/** A program that signs in for itself (OAuth 2.0 client credentials, RFC 6749, 4.4). */
export interface ServiceClient {
  id: string
  secret: string
  scopes: string[]
  /** The API that its tokens are for: an absolute address (RFC 8707). */
  audience: string
}

const DEMO_SCOPES = ['tickets.create', 'tickets.read', 'directory.read']
const NAME = 'IDENTITY_SERVICE_CLIENTS_FILE'

interface Wishes {
  file: string | undefined
  demo: boolean
  dataDir: string
  /** The application's origin: the demo's client is for its API. */
  application: string
  /** Client id of the application, which no service may take. */
  taken: string
}

/** The service clients of the file, or in demo mode without one a client `demo-website` with a secret of its own. */
export async function loadServiceClients(wishes: Wishes): Promise<ServiceClient[]> {
  const { file, demo, dataDir, application } = wishes
  if (file) return parse(await readFile(file, 'utf8').catch(unreadable), wishes.taken)
  if (!demo) return []
  const path = join(dataDir, 'service-clients.json')
  const kept = await readPrivateJson<ServiceClient[]>(path)
  const secret = kept?.[0]?.secret ?? randomBytes(32).toString('base64url')
  // The origin may be another one at each start; the secret stays.
  const client = { id: 'demo-website', secret, scopes: DEMO_SCOPES, audience: application }
  await writePrivateJson(path, [client])
  return [client]
}

function unreadable(error: NodeJS.ErrnoException): never {
  throw new SettingError(`${NAME} cannot be read: ${error.code}`)
}

function parse(text: string, taken: string): ServiceClient[] {
  const list = parseJson(text)
  if (!Array.isArray(list)) throw new SettingError(`${NAME} must hold a list of clients`)
  const ids = new Set([taken])
  return list.map((entry: unknown, at) => {
    const client = readClient(entry, `${NAME}, client ${at + 1}`)
    if (ids.has(client.id)) throw new SettingError(`${NAME} names the client ${client.id} twice`)
    ids.add(client.id)
    return client
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not the parser's words: they may show a piece of a secret.
    throw new SettingError(`${NAME} is not JSON`)
  }
}

function readClient(entry: unknown, where: string): ServiceClient {
  const { id, secret, scopes, audience } = (entry ?? {}) as Record<string, unknown>
  if (typeof id !== 'string' || !/^[\w.-]{1,100}$/.test(id))
    throw new SettingError(`${where}: "id" needs letters, digits, dots or dashes`)
  if (typeof secret !== 'string' || !/^[\x21-\x7e]{16,}$/.test(secret))
    throw new SettingError(`${where}: "secret" needs at least 16 characters without spaces`)
  const isScope = (scope: unknown) => typeof scope === 'string' && /^[\w.:-]+$/.test(scope)
  if (!Array.isArray(scopes) || scopes.length === 0 || !scopes.every(isScope))
    throw new SettingError(`${where}: "scopes" needs a list of words`)
  const address = typeof audience === 'string' ? URL.parse(audience) : null
  if (typeof audience !== 'string' || !address || address.hash)
    throw new SettingError(`${where}: "audience" needs an absolute address without a fragment`)
  return { id, secret, scopes: scopes as string[], audience }
}
