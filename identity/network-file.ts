import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'

export type Localised = { en: string } & Partial<Record<string, string>>

export interface NetworkUser {
  id: string
  name: Localised
  email: string
  language: string
  companyId: string
  branchId?: string
  teamIds: string[]
  roles: string[]
  active: boolean
}

interface Unit {
  id: string
  name: Localised
  kind?: string
}

export interface Network {
  companies: Unit[]
  branches: Unit[]
  teams: Unit[]
  users: NetworkUser[]
}

export interface NetworkSnapshot {
  network: Network
  /** The text as it stands in the file; the feed answers exactly this. */
  text: string
  etag: string
  userById: Map<string, NetworkUser>
  userByEmail: Map<string, NetworkUser>
}

const LISTS = [
  'countries',
  'regions',
  'cities',
  'brands',
  'departments',
  'services',
  'companies',
  'branches',
  'teams',
  'users',
]

export interface NetworkFile {
  current(): Promise<NetworkSnapshot>
}

/**
 * The network of companies and people, read from a file that an operator may change while we run.
 * A change that cannot be read is reported once and the last good copy stays in use.
 */
export async function openNetworkFile(path: string, report: (line: string) => void): Promise<NetworkFile> {
  let seen = await stampOf(path)
  let snapshot = await readSnapshot(path)
  return {
    async current() {
      const stamp = await stampOf(path).catch(() => 'missing')
      if (stamp === seen) return snapshot
      seen = stamp
      try {
        snapshot = await readSnapshot(path)
      } catch (error) {
        report(`the network file is not used, the last good copy stays: ${(error as Error).message}`)
      }
      return snapshot
    },
  }
}

async function stampOf(path: string): Promise<string> {
  const { mtimeNs, size, ino } = await stat(path, { bigint: true })
  return `${mtimeNs} ${size} ${ino}`
}

async function readSnapshot(path: string): Promise<NetworkSnapshot> {
  const text = await readFile(path, 'utf8')
  const network = parseNetwork(path, text)
  return {
    network,
    text,
    etag: `"${createHash('sha256').update(text).digest('base64url')}"`,
    userById: new Map(network.users.map((user) => [user.id, user])),
    userByEmail: new Map(network.users.map((user) => [user.email.toLowerCase(), user])),
  }
}

function parseNetwork(path: string, text: string): Network {
  const value = JSON.parse(text) as Record<string, unknown> | null
  for (const list of LISTS) {
    if (!Array.isArray(value?.[list])) throw new Error(`${path} has no list "${list}"`)
  }
  const network = value as unknown as Network
  const ids = new Set<string>()
  const emails = new Set<string>()
  for (const user of network.users) {
    if (typeof user?.id !== 'string' || typeof user.email !== 'string' || typeof user.name?.en !== 'string') {
      throw new Error(`${path} has a user without id, e-mail or English name`)
    }
    // Two people behind one address: one of them could sign in as the other.
    if (ids.has(user.id) || emails.has(user.email.toLowerCase()))
      throw new Error(`${path} names ${user.id} twice`)
    ids.add(user.id)
    emails.add(user.email.toLowerCase())
  }
  return network
}
