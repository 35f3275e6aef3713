import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openFeedServer } from '../../test/feed-server.ts'
import { BRANCH, USER, worldSnapshot } from '../../test/world-network.ts'
import { checkSnapshot } from './check-snapshot.ts'
import type { FeedState } from './directory-feed.ts'
import { referenceFeed } from './reference-feed.ts'

let server: Awaited<ReturnType<typeof openFeedServer>>
beforeAll(async () => {
  server = await openFeedServer()
})
beforeEach(() => server.forget())
afterAll(() => server.close())

const accepted = checkSnapshot(worldSnapshot())
const never = new AbortController().signal
const feed = () =>
  referenceFeed({
    ...{ kind: 'reference', url: `${server.url}/snapshot`, token: 'the token' },
    changesUrl: `${server.url}/changes?network=1`,
  })
const at = (cursor: string | null): FeedState => ({ mark: { etag: '"1"', cursor }, accepted })
type Page = { status?: number; body?: unknown }
/** The change feed answers by cursor; the snapshot is always there. */
const answers = (pages: Record<string, Page>) =>
  server.answers((request, response) => {
    const url = new URL(request.url ?? '', server.url)
    if (url.pathname === '/snapshot') {
      response.setHeader('etag', '"9"').setHeader('directory-cursor', 'c9')
      return response.end(JSON.stringify(worldSnapshot()))
    }
    const { status = 200, body } = pages[url.searchParams.get('after') ?? ''] ?? { status: 410 }
    return response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
const paths = () => server.asked().map((request) => request.url)
const page = (changes: object[], cursor: string, more = false): Page => ({ body: { changes, cursor, more } })
const renamed = { ...worldSnapshot().companies[1], name: 'Alpha renamed' }
const rename = { kind: 'companies', id: 'alpha', op: 'put', value: renamed }
const leave = { kind: 'users', id: USER.alphaFormer, op: 'remove' }

describe('the reference feed', () => {
  it('reads the snapshot first, with its cursor', async () => {
    answers({})
    const reading = await feed().read({ mark: null, accepted: null }, never)
    expect(reading).toMatchObject({ kind: 'snapshot', mark: { etag: '"9"', cursor: 'c9' } })
    expect(paths()).toEqual(['/snapshot'])
    expect(server.asked()[0]?.headers).toMatchObject({ authorization: 'Bearer the token' })
    expect(server.asked()[0]?.headers['if-none-match']).toBeUndefined()
  })

  it('then only what changed, page after page, and keeps all else', async () => {
    answers({ c1: page([rename], 'c2', true), c2: page([leave], 'c3') })
    const reading = await feed().read(at('c1'), never)
    expect(paths()).toEqual(['/changes?network=1&after=c1', '/changes?network=1&after=c2'])
    if (reading.kind !== 'snapshot') throw new Error(reading.kind)
    expect(reading.mark).toEqual({ etag: null, cursor: 'c3' })
    const { companies, users, ...rest } = checkSnapshot(reading.snapshot)
    expect(companies.find((company) => company.id === 'alpha')?.name).toEqual({ en: 'Alpha renamed' })
    expect(users.map((user) => user.id)).toEqual(
      accepted.users.map((user) => user.id).filter((id) => id !== USER.alphaFormer),
    )
    const { companies: _, users: __, ...before } = accepted
    expect(rest).toEqual(before)
  })

  it('says that nothing changed, and remembers the cursor', async () => {
    answers({ c1: page([], 'c1b') })
    expect(await feed().read(at('c1'), never)).toEqual({
      kind: 'unchanged',
      mark: { etag: '"1"', cursor: 'c1b' },
    })
  })

  it.each<[string, Record<string, Page>]>([
    ['the cursor is too old', { c1: { status: 410 } }],
    ['the cursor is not understood', { c1: { status: 400 } }],
    ['there is no change feed there', { c1: { status: 404 } }],
    [
      'the changes do not fit',
      {
        c1: page(
          [{ kind: 'branches', id: BRANCH.betaEast, op: 'put', value: { id: BRANCH.betaEast } }],
          'c2',
        ),
      },
    ],
    ['something named is missing', { c1: page([{ kind: 'cities', id: 'east', op: 'remove' }], 'c2') }],
    ['there is no end of it', { c1: page([rename], 'c1', true) }],
  ])('goes back to the snapshot when %s', async (_, pages) => {
    answers(pages)
    const reading = await feed().read(at('c1'), never)
    expect(reading).toMatchObject({ kind: 'snapshot', mark: { etag: '"9"', cursor: 'c9' } })
    const last = server.asked().at(-1)
    expect([last?.url, last?.headers['if-none-match']]).toEqual(['/snapshot', undefined])
  })

  it.each<[string, Page, string]>([
    ['refuses the token', { status: 401 }, 'refused'],
    ['breaks', { status: 500 }, 'bad-answer'],
    ['answers something else', { body: '<html>' }, 'bad-answer'],
    [
      'answers another form',
      { body: { changes: [{ kind: 'spaceships', id: 'x', op: 'remove' }] } },
      'bad-answer',
    ],
  ])('fails when the change feed %s', async (_, answer, code) => {
    answers({ c1: answer })
    await expect(feed().read(at('c1'), never)).rejects.toMatchObject({ name: 'FeedFailed', code })
  })

  it('asks the snapshot by its tag where there is no cursor', async () => {
    server.gives(worldSnapshot(), '"1"')
    expect(await feed().read(at(null), never)).toEqual({ kind: 'unchanged' })
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    server.answers(() => stop.abort(new Error('closing')))
    await expect(feed().read(at('c1'), stop.signal)).rejects.toThrow('closing')
  })
})
