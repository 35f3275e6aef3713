import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerDirectory } from './directory-feed.ts'
import { type NetworkStore, openNetworkStore } from './network-store.ts'
import { wholeNetwork } from './test/whole-network.ts'

const TOKEN = 'a-feed-token-of-the-tests'
let folder: string
let store: NetworkStore
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'directory-feed-'))
  await writeFile(join(folder, 'seed.json'), JSON.stringify(wholeNetwork()))
  store = await openNetworkStore(join(folder, 'seed.json'), join(folder, 'data'), () => undefined)
  const answer = answerDirectory(store, TOKEN)
  server = createServer((request, response) => {
    void answer(request, response, new URL(request.url ?? '/', 'http://feed.example'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/directory/${path}`, {
    headers: { authorization: `Bearer ${TOKEN}`, ...headers },
  })
const renameHub = (en: string) =>
  store.edit({ kind: 'companies', id: 'hub' }, (network) => ({
    ...network,
    companies: network.companies.map((company) =>
      company.id === 'hub' ? { ...company, name: { en } } : company,
    ),
  }))

test('the snapshot names a cursor, from which changes lead to the next snapshot', async () => {
  const first = await ask('snapshot')
  const cursor = first.headers.get('directory-cursor') ?? ''
  const network = await first.json()
  await renameHub('Hub One')
  const answer = await ask(`changes?after=${cursor}`)
  expect(answer.status).toBe(200)
  const { changes, cursor: next, more } = await answer.json()
  expect(more).toBe(false)
  for (const change of changes) {
    const list = network[change.kind] as { id: string }[]
    list.splice(
      list.findIndex(({ id }) => id === change.id),
      1,
      change.value,
    )
  }
  const second = await ask('snapshot')
  expect(second.headers.get('directory-cursor')).toBe(next)
  expect(await second.json()).toEqual(network)
})

test('nothing new is 304 for the tag that came with the cursor; a change ends that', async () => {
  const cursor = (await ask('snapshot')).headers.get('directory-cursor') ?? ''
  const first = await ask(`changes?after=${cursor}`)
  expect(await first.json()).toEqual({ changes: [], cursor, more: false })
  const tag = first.headers.get('etag') ?? ''
  expect(tag).toBe(`"${cursor}"`)
  const second = await ask(`changes?after=${cursor}`, { 'if-none-match': tag })
  expect(second.status).toBe(304)
  expect(second.headers.get('etag')).toBe(tag)
  expect(await second.text()).toBe('')
  await renameHub('Hub Two')
  const third = await ask(`changes?after=${cursor}`, { 'if-none-match': tag })
  expect(third.status).toBe(200)
  expect((await third.json()).changes).toMatchObject([{ id: 'hub', value: { name: { en: 'Hub Two' } } }])
})

test.each([
  ['', 400],
  ['?after=', 400],
  ['?after=0', 410],
  ['?after=000000000000-0', 410],
])('changes%s answer %i as problem details', async (query, status) => {
  const refused = await ask(`changes${query}`)
  expect(refused.status).toBe(status)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(await refused.json()).toMatchObject({ status })
})

test.each(['snapshot', 'changes?after=x'])('%s needs the feed token', async (path) => {
  const refused = await ask(path, { authorization: 'Bearer another-token-of-the-tests' })
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toContain('Bearer')
})
