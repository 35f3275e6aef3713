import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../app.ts'
import { openTestApp, type TestAnswer, type TestApp } from '../test-app.ts'
import { ACTOR_NAMES, ACTORS, type ActorName, type Callers, LINKS, openCallers } from './actors.ts'
import {
  HOLDER,
  MAKERS,
  type Maker,
  OTHER_ROUTES,
  SITUATION_NAMES,
  type Sight,
  type Situation,
  sightIn,
  TICKET_ROUTES,
} from './expectations.ts'
import { foreignHandOffs, foreignWords, internalKeys, markReaders } from './leaks.ts'
import { beginStory, type Story } from './story.ts'

let world: TestApp
let callers: Callers

beforeAll(async () => {
  world = await openTestApp()
  callers = await openCallers(world)
})
afterAll(() => world.close())

const NO_ID = '019ab0c0-0000-7000-8000-000000000000'
const NO_NUMBER = 'GI-99999999'

async function probe(route: string, actor: ActorName, id: string): Promise<TestAnswer> {
  const [method = '', template = ''] = route.split(' ')
  const { body, stale } = TICKET_ROUTES[route] ?? {}
  const headers: Record<string, string> = stale ? { 'if-match': '"999999"' } : {}
  return callers[actor].send(method, template.replace('{id}', id), { body, headers })
}

function expectedStatus(route: string, actor: ActorName, sight: Sight): number {
  const row = TICKET_ROUTES[route]
  if (!row) throw new Error(`no cells for ${route}`)
  if (actor === 'signedOut') return 401
  if (row.refused.includes(actor)) return 403
  if (sight === 'none') return 404
  return row.but?.[actor]?.[sight] ?? row[sight]
}

/** What shows that an answer is another one: all of it but the limits' counters, and the address that was asked. */
function shape({ status, body, headers }: TestAnswer, asked: string) {
  const { date: _, ratelimit: __, 'content-length': length, ...rest } = headers
  const instance = String(body.instance).replace(asked, '{id}')
  const more = Number(length) - asked.length
  return JSON.stringify({ status, body: { ...body, instance }, headers: rest, more })
}

describe('the matrix', () => {
  it('has cells for every route, and for no route that does not exist', () => {
    const served = allRoutes().map((route) => `${route.method} ${route.path}`)
    const inMatrix = [...Object.keys(TICKET_ROUTES), ...Object.keys(OTHER_ROUTES)]
    expect(inMatrix.toSorted()).toEqual(served.toSorted())
    for (const route of served) expect(route in TICKET_ROUTES).toBe(route.includes('/tickets/{id}'))
  })

  it('admits whom it says, on routes without a ticket', async () => {
    const found: string[] = []
    const wanted: string[] = []
    for (const [route, row] of Object.entries(OTHER_ROUTES)) {
      const [method = '', path = ''] = route.split(' ')
      for (const actor of ACTOR_NAMES) {
        if (LINKS.includes(actor)) continue
        const answer = await callers[actor].send(method, path.replaceAll(/\{\w+\}/g, NO_ID), {
          body: row.body,
        })
        found.push(`${route} ${actor} ${answer.status}`)
        const admitted = actor === 'signedOut' ? (row.signedOut ?? 401) : row.status
        wanted.push(`${route} ${actor} ${row.refused.includes(actor) ? 403 : admitted}`)
      }
    }
    expect(found).toEqual(wanted)
  })

  it('shows teams, people and contacts only to those whose they are', async () => {
    for (const actor of ACTOR_NAMES) {
      const company = ACTORS[actor]
      if (company === null) continue
      const network = actor === 'coordinator' || actor === 'auditor'
      const teams = (await callers[actor].get('/network/teams')).body.items
      const users = (await callers[actor].get('/network/users')).body.items
      const others = [...teams, ...users].filter((item) => item.company.id !== company)
      expect(others.length > 0, actor).toBe(network)
      const me = (await callers[actor].get('/session')).body.user.id
      const contacts = users.filter((user: { email: string | null }) => user.email !== null)
      if (network) expect(contacts).toHaveLength(users.length)
      else expect(contacts.map((user: { id: string }) => user.id)).toEqual([me])
      for (const filter of ['alpha', 'beta']) {
        const named = (await callers[actor].get(`/network/users?companyId=${filter}`)).body.items
        if (!network && filter !== company) expect(named).toEqual([])
      }
    }
  })
})

describe.each(MAKERS)('a ticket made by %s', (maker) => {
  let story: Story
  beforeAll(async () => {
    story = await beginStory(world, callers, maker)
  })
  const actors = ACTOR_NAMES.filter(
    (name) => maker !== 'alphaManager' || (name !== 'ownLink' && name !== 'firstLink'),
  )

  describe.each(SITUATION_NAMES)('%s', (situation) => {
    /** All that each actor was answered, for the search of what must not be there. */
    const answers = new Map<ActorName, { route: string; body: unknown }[]>()

    beforeAll(async () => {
      await story.act[situation]()
    })

    it('answers each route to each actor as the cells say', async () => {
      const found: string[] = []
      const wanted: string[] = []
      for (const actor of actors) {
        const sight = sightIn(maker, situation, actor)
        const told: { route: string; body: unknown }[] = []
        for (const route of Object.keys(TICKET_ROUTES)) {
          const answer = await probe(route, actor, story.ticket.id)
          found.push(`${actor} ${route} ${answer.status}`)
          wanted.push(`${actor} ${route} ${expectedStatus(route, actor, sight)}`)
          told.push({ route, body: answer.body })
          if (answer.status !== 404) continue
          // The very bytes of what does not exist.
          const nothing = await probe(route, actor, NO_ID)
          expect(shape(answer, story.ticket.id), `${actor} ${route}`).toBe(shape(nothing, NO_ID))
          if (!route.startsWith('GET')) continue
          const byNumber = await probe(route, actor, story.ticket.number)
          expect(byNumber.status, `${actor} ${route}`).toBe(404)
          const noNumber = shape(await probe(route, actor, NO_NUMBER), NO_NUMBER)
          expect(shape(byNumber, story.ticket.number), `${actor} ${route}`).toBe(noNumber)
        }
        answers.set(actor, told)
      }
      expect(found).toEqual(wanted)
    })

    it('lists it to exactly those who see it', async () => {
      for (const actor of actors) {
        const list = await callers[actor].get('/tickets?limit=200')
        if (list.status !== 200) continue
        const row = list.body.items.find((item: { id: string }) => item.id === story.ticket.id)
        expect(row !== undefined, actor).toBe(sightIn(maker, situation, actor) !== 'none')
        if (row) answers.get(actor)?.push({ route: 'GET /tickets', body: row })
      }
    })

    it('lets each text be read by exactly those it was written for', () => {
      for (const actor of actors) {
        const seen = JSON.stringify(answers.get(actor))
        const sight = sightIn(maker, situation, actor)
        const found = story.marks.filter(({ text }) => seen.includes(text)).map(({ what }) => what)
        const wanted = story.marks.filter((mark) => markReaders(mark, actor, sight)).map(({ what }) => what)
        expect(found, actor).toEqual(wanted)
      }
    })

    it('names nobody and nothing that this reader may not know', () => {
      for (const actor of actors) {
        const sight = sightIn(maker, situation, actor)
        for (const { route, body } of answers.get(actor) ?? []) {
          const words = foreignWords(body, { actor, sight, holder: HOLDER[situation] })
          expect(words, `${actor} ${route}`).toEqual([])
          expect(internalKeys(body, sight), `${actor} ${route}`).toEqual([])
          expect(foreignHandOffs(body, actor), `${actor} ${route}`).toEqual([])
        }
      }
    })

    it('tells who made it no more by a repeat of the request than by a look', async () => {
      const { status, body } = await story.repeat()
      const sight = sightIn(maker, situation, maker)
      expect([status, body.id]).toEqual([201, story.ticket.id])
      const reading = { actor: maker, sight, holder: HOLDER[situation] } as const
      expect(foreignWords(body, reading)).toEqual([])
      expect(internalKeys(body, sight)).toEqual([])
      const { trackingUrl, ...rest } = body
      expect(rest).toEqual((await callers[maker].get(`/tickets/${story.ticket.id}`)).body)
      expect(trackingUrl !== undefined).toBe(maker !== 'alphaManager' && sight === 'requester')
    })

    it('answers a filter on what is hidden the same, whatever is asked for', async () => {
      await expectNoOracle(maker, situation, story.ticket.id)
    })
  })

  it('leaves a line of the log to each company that it left', async () => {
    const line = async (actor: ActorName) =>
      (await callers[actor].get('/hand-offs?limit=200')).body.items.filter(
        (item: { number: string }) => item.number === story.ticket.number,
      )
    expect(await line('betaManager')).toHaveLength(2)
    expect(await line('alphaManager')).toHaveLength(2)
    expect(Object.keys((await line('betaManager'))[0]).toSorted()).toEqual([
      'leftAt',
      'number',
      'receivedAt',
      'type',
    ])
  })
})

/** Each filter's values; a reader to whom the row does not show the value must not find it by asking. */
const FILTERS: Record<string, string[]> = {
  companyId: ['alpha', 'beta'],
  branchId: ['alpha-north', 'beta-north'],
  teamId: ['alpha-sales', 'beta-sales'],
  assigneeId: ['alpha-team-agent', 'alpha-south-agent', 'beta-manager'],
  assignment: ['unassigned', 'dealer', 'branch', 'team'],
  status: ['new', 'in-progress', 'on-hold', 'unresolved'],
  brandId: ['brand-a', 'brand-b'],
}
const CATEGORIES = ['new', 'active', 'paused', 'closed']

/** Whether the list, asked so, holds the ticket; null where the question is refused to this caller. */
async function finds(actor: ActorName, search: string, id: string): Promise<boolean | null> {
  const { status, body } = await callers[actor].get(`/tickets?limit=200&${search}`)
  if (status === 400) {
    const codes = body.errors.map(({ code }: { code: string }) => code)
    expect(codes, `${actor} ${search}`).toEqual(['not-for-this-client'])
    return null
  }
  expect(status, `${actor} ${search}`).toBe(200)
  return body.items.some((item: { id: string }) => item.id === id)
}

async function expectNoOracle(maker: Maker, situation: Situation, id: string): Promise<void> {
  for (const actor of ['distributorClient', 'alphaClient', 'alphaNorthAgent'] as const) {
    const sight = sightIn(maker, situation, actor)
    if (sight !== 'requester' && sight !== 'reduced') continue
    const row = (await callers[actor].get('/tickets?limit=200')).body.items.find(
      (item: { id: string }) => item.id === id,
    )
    const shown: Record<string, string | undefined> = {
      companyId: row.assignment?.company?.id,
      branchId: row.assignment?.branch?.id,
      teamId: row.assignment?.team?.id,
      assigneeId: row.assignment?.assignee?.id,
      assignment: row.assignment?.status,
      status: row.status.key,
      brandId: row.brand?.id,
    }
    for (const [filter, values] of Object.entries(FILTERS)) {
      const found: string[] = []
      let refused = 0
      for (const value of values) {
        const answer = await finds(actor, `${filter}=${value}`, id)
        if (answer === null) refused += 1
        if (answer) found.push(value)
      }
      // A filter that is not for this caller is refused whatever it asks for; of a reduced line each of these is.
      const asked = `${actor} ${filter}`
      if (sight === 'reduced') expect(refused, asked).toBe(values.length)
      else expect([0, values.length], asked).toContain(refused)
      const shows = values.filter((value) => value === shown[filter])
      // Staff who ask find by no holder at all, also not by what their row shows.
      const blind = actor === 'alphaNorthAgent' && HOLDER_FILTERS.includes(filter)
      expect(found, asked).toEqual(refused > 0 || blind ? [] : shows)
    }
    if (sight !== 'reduced') continue
    const since = new Date(world.now().getTime() - 86_400_000 * 300).toISOString()
    for (const search of [`updatedAfter=${since}`, 'sort=updatedAt', 'sort=-updatedAt'])
      expect(await finds(actor, search, id), search).toBeNull()
    // What the line shows may be asked for.
    const told = []
    for (const each of CATEGORIES) if (await finds(actor, `category=${each}`, id)) told.push(each)
    expect(told).toEqual([row.status.category])
  }
}
const HOLDER_FILTERS = ['companyId', 'branchId', 'teamId', 'assigneeId', 'assignment']
