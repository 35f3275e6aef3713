import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CHANGES_KEPT, CHANGES_PER_ANSWER } from './network-changes.ts'
import type { Network } from './network-file.ts'
import { openNetworkStore, STORE_FILE } from './network-store.ts'
import { wholeNetwork } from './test/whole-network.ts'

let folder: string
let seed: string
let dataDir: string
let said: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network-store-'))
  seed = join(folder, 'seed.json')
  dataDir = join(folder, 'data')
  said = []
  await writeFile(seed, JSON.stringify(wholeNetwork()))
})
afterEach(() => rm(folder, { recursive: true }))

const open = () => openNetworkStore(seed, dataDir, (line) => void said.push(line))
const rename =
  (en: string, row = 0) =>
  (network: Network): Network => ({
    ...network,
    branches: network.branches.map((branch, at) => (at === row ? { ...branch, name: { en } } : branch)),
  })
const EAST = { kind: 'branches', id: 'east-one' } as const
const WEST = { kind: 'branches', id: 'west-one' } as const
const nameOf = (network: Network, row = 0) => network.branches[row]?.name.en

describe('an edit', () => {
  test('is seen at once and after a restart, for its owner only, and the network file is left alone', async () => {
    const store = await open()
    await store.edit(EAST, rename('Quay'))
    expect(nameOf((await store.current()).network)).toBe('Quay')
    expect(JSON.parse((await store.current()).text).branches[0].name.en).toBe('Quay')
    const again = await open()
    expect(await again.current()).toEqual(await store.current())
    expect(again.edited()).toBe(true)
    expect((await stat(join(dataDir, STORE_FILE))).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(seed, 'utf8'))).toEqual(wholeNetwork())
  })

  test('that would break something is refused whole, with what is wrong', async () => {
    const store = await open()
    const before = await store.current()
    const broken = (network: Network): Network => ({
      ...rename('Quay')(network),
      teams: network.teams.map((team) => ({ ...team, branchIds: ['west-one'] })),
    })
    await expect(store.edit(EAST, broken)).rejects.toMatchObject({
      faults: [{ kind: 'teams', id: 'east-sales', field: 'branchIds', code: 'foreign', value: 'west-one' }],
    })
    expect(await store.current()).toEqual(before)
    expect(store.edited()).toBe(false)
  })

  test('that changes nothing raises no revision and takes nothing over', async () => {
    const store = await open()
    const { cursor } = await store.current()
    await store.edit(EAST, (network) => structuredClone(network))
    expect((await store.current()).cursor).toBe(cursor)
    expect(store.edited()).toBe(false)
  })

  test('at the same time as others loses none of them', async () => {
    const store = await open()
    const names = Array.from({ length: 20 }, (_, i) => `Name ${i}`)
    const add = (en: string) => (network: Network) => ({
      ...network,
      brands: [...network.brands, { id: en.replace(' ', '-'), name: { en } }],
    })
    await Promise.all(names.map((en) => store.edit({ kind: 'brands', id: en.replace(' ', '-') }, add(en))))
    const kept = (await store.current()).network.brands.slice(2).map(({ name }) => name.en)
    expect(kept.sort()).toEqual(names.sort())
    expect((await (await open()).current()).network.brands).toHaveLength(22)
  })

  test('that cannot be written did not happen, and the next one does', async () => {
    const store = await open()
    await store.edit(EAST, rename('Quay'))
    const before = await store.current()
    // Where the draft is written there is a folder: the disk says no.
    const draft = `${join(dataDir, STORE_FILE)}.${process.pid}.tmp`
    await mkdir(draft)
    await expect(store.edit(EAST, rename('Pier'))).rejects.toThrow('EISDIR')
    expect(await store.current()).toEqual(before)
    expect(nameOf((await (await open()).current()).network)).toBe('Quay')
    await rm(draft, { recursive: true })
    await store.edit(EAST, rename('Pier'))
    expect(nameOf((await (await open()).current()).network)).toBe('Pier')
  })
})

test('a draft that a crash left half written changes nothing; a broken store is never taken for a fresh one', async () => {
  const store = await open()
  await store.edit(EAST, rename('Quay'))
  const path = join(dataDir, STORE_FILE)
  const whole = await readFile(path, 'utf8')
  await writeFile(`${path}.${process.pid}.tmp`, whole.slice(0, whole.length / 2))
  expect(await (await open()).current()).toEqual(await store.current())
  await writeFile(path, whole.slice(0, whole.length / 2))
  await expect(open()).rejects.toThrow(`${path} cannot be read`)
  await writeFile(path, '{"format":2}')
  await expect(open()).rejects.toThrow('is not a network')
})

describe('the network file', () => {
  test('is followed while nothing was edited, also over a restart, and not any more afterwards', async () => {
    const store = await open()
    const { cursor } = await store.current()
    const changed = { ...wholeNetwork(), teams: [] }
    await writeFile(seed, JSON.stringify(changed))
    expect((await store.current()).network.teams).toEqual([])
    expect(await store.changesAfter(cursor)).toMatchObject({
      changes: [{ kind: 'teams', id: 'east-sales', op: 'remove' }],
      more: false,
    })
    // Changed while the program was not running.
    await writeFile(seed, JSON.stringify(wholeNetwork()))
    const again = await open()
    expect(await again.changesAfter(cursor)).toMatchObject({
      changes: [{ kind: 'teams', id: 'east-sales', op: 'put', value: { tags: ['sales'] } }],
    })
    await again.edit(EAST, rename('Quay'))
    await writeFile(seed, JSON.stringify(changed))
    expect((await again.current()).network.teams).toHaveLength(1)
    expect(said).toEqual([])
    expect((await (await open()).current()).network.teams).toHaveLength(1)
    expect(said[0]).toContain(`${seed} is not used: to start again from the network file`)
    await rm(join(dataDir, STORE_FILE))
    expect((await (await open()).current()).network.teams).toEqual([])
  })

  test('is not needed once there are edits', async () => {
    await (await open()).edit(EAST, rename('Quay'))
    await rm(seed)
    expect(nameOf((await (await open()).current()).network)).toBe('Quay')
  })
})

describe('the changes', () => {
  test('after a cursor are folded: each thing once, as it is today', async () => {
    const store = await open()
    const { cursor: start } = await store.current()
    await store.edit(EAST, rename('One'))
    const { cursor: afterOne } = await store.current()
    await store.edit(WEST, rename('Two', 1))
    await store.edit(EAST, rename('Three'))
    const { cursor: head, network } = await store.current()
    const [east, west] = network.branches
    const put = (value: typeof east) => ({ kind: 'branches', id: value?.id, op: 'put', value })
    expect(await store.changesAfter(start)).toEqual({
      changes: [put(west), put(east)],
      cursor: head,
      more: false,
    })
    expect(await store.changesAfter(afterOne)).toEqual({
      changes: [put(west), put(east)],
      cursor: head,
      more: false,
    })
    expect(await store.changesAfter(head)).toEqual({ changes: [], cursor: head, more: false })
    expect(await (await open()).changesAfter(start)).toEqual(await store.changesAfter(start))
  })

  test.each(['', 'x', '0', '000000000000-0', '-1'])('are unknown after the cursor %j', async (cursor) => {
    expect(await (await open()).changesAfter(cursor)).toBeUndefined()
  })

  test('are unknown after a cursor of tomorrow, and of a store that was removed', async () => {
    const store = await open()
    const { cursor } = await store.current()
    expect(await store.changesAfter(cursor.replace(/0$/, '1'))).toBeUndefined()
    await rm(join(dataDir, STORE_FILE))
    expect(await (await open()).changesAfter(cursor)).toBeUndefined()
  })

  test('come in pages that never cut an edit, and are forgotten when there are too many', async () => {
    const store = await open()
    const { cursor: start } = await store.current()
    const brands = (count: number, from: number) => (network: Network) => ({
      ...network,
      brands: [
        ...network.brands,
        ...Array.from({ length: count }, (_, i) => ({ id: `b${from + i}`, name: { en: `${from + i}` } })),
      ],
    })
    const edit = (count: number, from: number) =>
      store.edit({ kind: 'brands', id: `b${from}` }, brands(count, from))
    await edit(300, 0)
    await edit(300, 300)
    await edit(1, 600)
    const first = await store.changesAfter(start)
    expect(first).toMatchObject({ more: true, changes: { length: 600 } })
    const second = await store.changesAfter(first?.cursor ?? '')
    expect(second).toMatchObject({ more: false, changes: { length: 1 } })
    expect(second?.cursor).toBe((await store.current()).cursor)
    expect(CHANGES_PER_ANSWER).toBeLessThan(600)
    await edit(CHANGES_KEPT - 601, 601)
    expect(await store.changesAfter(start)).toBeDefined()
    await edit(1, 5000)
    // One too many: the whole first edit is forgotten, not one of its 300 things.
    expect(await store.changesAfter(start)).toBeUndefined()
    const left = await store.changesAfter(start.replace(/0$/, '1'))
    expect(left?.changes[0]).toMatchObject({ id: 'b300' })
  })
})

test('who listens hears the cursor of each change once it is written', async () => {
  const store = await open()
  const heard: string[] = []
  store.onChange((cursor) => void heard.push(cursor))
  await store.edit(EAST, rename('Quay'))
  await store.edit(EAST, rename('Quay'))
  await store.edit(EAST, (network) => ({ ...network, companies: [] })).catch(() => undefined)
  expect(heard).toEqual([(await store.current()).cursor])
})
