import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addChanges, type Change, type ChangeList, changedThings, changesAfter } from './network-changes.ts'
import {
  digestOf,
  type Kind,
  type Network,
  type NetworkFile,
  type NetworkSnapshot,
  parseNetwork,
  snapshotOf,
} from './network-file.ts'
import { checkNetwork, type Fault, NetworkFaults, newFaults } from './network-rules.ts'
import { readPrivateJson, writePrivateJson } from './private-file.ts'

/** What `network.json` of the data folder holds. */
interface Stored {
  format: 1
  /** Names this list of changes: cursors of another list are unknown here. */
  epoch: string
  revision: number
  /** Edited here: from then on the network file is not read. */
  edited: boolean
  /** Digest of the network file as it was last taken over. */
  seed: string
  changes: ChangeList
  network: Network
}

export interface NetworkStore extends NetworkFile {
  /**
   * Makes one edit, alone and whole: it is checked, written, and then seen by everybody. Throws `NetworkFaults` if the
   * network would not hold together. `thing` is what is edited; nothing at all may be wrong with it afterwards.
   * False if nothing changed.
   */
  edit(thing: { kind: Kind; id: string }, change: (network: Network) => Network): Promise<boolean>
  /** What changed after a cursor; undefined if the cursor is unknown or too old. */
  changesAfter(cursor: string): Promise<ChangesAnswer | undefined>
  /** What is wrong with the network as it stands. */
  faults(): Promise<Fault[]>
  edited(): boolean
  onChange(listener: (cursor: string) => void): void
}

export interface ChangesAnswer {
  changes: Change[]
  cursor: string
  more: boolean
}

export const STORE_FILE = 'network.json'

/**
 * The network of companies and people. It starts as the network file, which an operator may change while we run; with
 * the first edit it becomes our own, in `network.json` of the data folder. A network file that cannot be read is
 * reported once, and the last good copy stays in use.
 */
export async function openNetworkStore(
  seedPath: string,
  dataDir: string,
  report: (line: string) => void,
): Promise<NetworkStore> {
  const path = join(dataDir, STORE_FILE)
  const listeners: ((cursor: string) => void)[] = []
  let seen: string
  let stored: Stored
  let snapshot: NetworkSnapshot

  const found = await readPrivateJson<Stored>(path)
  if (found !== undefined && (found.format !== 1 || !found.network))
    throw new Error(`${path} is not a network`)
  if (found?.edited) {
    seen = ''
    stored = found
    snapshot = ownSnapshot(found)
    const seed = await readFile(seedPath, 'utf8').then(digestOf, () => 'missing')
    if (seed !== found.seed) report(`${seedPath} is not used: ${startAgain(path)}`)
    else report(`the network was edited here; ${startAgain(path)}`)
  } else {
    seen = await stampOf(seedPath)
    const text = await readFile(seedPath, 'utf8')
    const network = parseNetwork(seedPath, text)
    stored = found ? withNetwork(found, network, text) : freshStore(network, text)
    if (stored !== found) await writePrivateJson(path, stored)
    snapshot = snapshotOf(network, text, cursorOf(stored))
  }

  // One after the other: an edit is made on what the one before it left.
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = last.then(act, act)
    last = turn.catch(() => undefined)
    return turn
  }

  async function take(next: Stored, nextSnapshot: NetworkSnapshot): Promise<void> {
    const changed = next.revision !== stored.revision
    await writePrivateJson(path, next)
    stored = next
    snapshot = nextSnapshot
    if (changed) for (const listener of listeners) listener(snapshot.cursor)
  }

  async function readSeedAgain(): Promise<void> {
    const stamp = await stampOf(seedPath).catch(() => 'missing')
    if (stored.edited || stamp === seen) return
    try {
      const text = await readFile(seedPath, 'utf8')
      const network = parseNetwork(seedPath, text)
      const next = withNetwork(stored, network, text)
      await take(next, snapshotOf(network, text, cursorOf(next)))
    } catch (error) {
      report(`the network file is not used, the last good copy stays: ${(error as Error).message}`)
    } finally {
      // Only now: who asks meanwhile must wait for this reading, not get the copy of before it.
      seen = stamp
    }
  }

  async function current(): Promise<NetworkSnapshot> {
    if (!stored.edited && (await stampOf(seedPath).catch(() => 'missing')) !== seen)
      await inTurn(readSeedAgain)
    return snapshot
  }

  return {
    current,
    edited: () => stored.edited,
    onChange: (listener) => void listeners.push(listener),
    faults: async () => checkNetwork((await current()).network),
    async changesAfter(cursor) {
      await current()
      const after = revisionOf(stored, cursor)
      if (after === undefined) return undefined
      const page = changesAfter(stored.changes, stored.network, after)
      if (!page) return undefined
      const more = page.revision !== undefined
      return { changes: page.changes, cursor: cursorOf(stored, page.revision), more }
    },
    async edit(thing, change) {
      await current()
      return inTurn(async () => {
        const before = stored.network
        const network = change(before)
        const changed = changedThings(before, network)
        if (changed.length === 0) return false
        const faults = newFaults(before, network, thing)
        if (faults.length > 0) throw new NetworkFaults(faults)
        const revision = stored.revision + 1
        const changes = addChanges(stored.changes, changed, revision)
        const next = { ...stored, edited: true, revision, changes, network }
        await take(next, ownSnapshot(next))
        return true
      })
    },
  }
}

function startAgain(path: string): string {
  return `to start again from the network file, stop the program and remove ${path}`
}

function freshStore(network: Network, text: string): Stored {
  return {
    ...{ format: 1, epoch: randomBytes(6).toString('hex'), revision: 0, edited: false },
    ...{ seed: digestOf(text), changes: { floor: 0, things: [] }, network },
  }
}

/** The store with the network file as it stands now; the same object if nothing is new. */
function withNetwork(stored: Stored, network: Network, text: string): Stored {
  const seed = digestOf(text)
  if (seed === stored.seed) return stored
  const changed = changedThings(stored.network, network)
  if (changed.length === 0) return { ...stored, seed, network }
  const revision = stored.revision + 1
  return { ...stored, seed, network, revision, changes: addChanges(stored.changes, changed, revision) }
}

function ownSnapshot(stored: Stored): NetworkSnapshot {
  return snapshotOf(stored.network, `${JSON.stringify(stored.network)}\n`, cursorOf(stored))
}

function cursorOf(stored: Stored, revision = stored.revision): string {
  return `${stored.epoch}-${revision}`
}

function revisionOf(stored: Stored, cursor: string): number | undefined {
  const [, epoch, digits] = /^([0-9a-f]{12})-(0|[1-9]\d{0,14})$/.exec(cursor) ?? []
  const revision = Number(digits)
  return epoch === stored.epoch && revision <= stored.revision ? revision : undefined
}

async function stampOf(path: string): Promise<string> {
  const { mtimeNs, size, ino } = await stat(path, { bigint: true })
  return `${mtimeNs} ${size} ${ino}`
}
