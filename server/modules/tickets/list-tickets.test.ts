import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssignTicket } from '../../../contract/assignment.ts'
import type { CreateTicketInput, Ticket } from '../../../contract/tickets.ts'
import { must, openDesk, said } from '../../test/placed-ticket.ts'
import { type Caller, created, inquiry, openTestApp, type TestApp, testDrive } from '../../test/test-app.ts'
import { BRANCH, BRAND, CITY, COMPANY, MODEL, SERVICE, TEAM, USER } from '../../test/world-network.ts'

/** What the lists are held against: every ticket as the coordinator reads it one by one, filtered and sorted here. */
type Fact = {
  ticket: Ticket
  by: string
  /** The company of the staff who asked for themselves. */
  asks: string | null
}
type Query = Record<string, string>

let world: TestApp
const people: Record<string, Caller> = {}
let facts: Fact[] = []

const PLACES: (AssignTicket | null)[] = [
  null,
  { status: 'dealer', companyId: COMPANY.alpha },
  { status: 'branch', branchId: BRANCH.alphaNorth },
  { status: 'branch', branchId: BRANCH.alphaNorth, assigneeId: USER.alphaNorthAgent },
  { status: 'dealer', companyId: COMPANY.alpha, assigneeId: USER.alphaNorthAgent },
  { status: 'branch', branchId: BRANCH.alphaSouth },
  { status: 'team', teamId: TEAM.alphaSales },
  { status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.alphaNorth },
  { status: 'dealer', companyId: COMPANY.beta },
  { status: 'branch', branchId: BRANCH.betaNorth },
  { status: 'team', teamId: TEAM.recall },
  { status: 'branch', branchId: BRANCH.depot },
]
const STATUS: (object | null)[] = [
  null,
  { status: 'in-progress' },
  { status: 'on-hold', reason: 'Later', resumeAt: '2027-06-01T08:00:00Z' },
  { status: 'pending-customer' },
  { status: 'resolved', code: 'answered' },
  { status: 'unresolved', code: 'duplicate' },
]

function request(index: number): CreateTicketInput {
  const reference = { externalReference: `ref-${index % 5}` }
  const requester = { name: 'Lana Qadir', phone: '+9647500004417' }
  switch (index % 5) {
    case 0:
      return inquiry(reference)
    case 1:
      return testDrive(MODEL.a, reference)
    case 2:
      return { ...{ type: 'ssc-inquiry', requester }, ...reference, details: { vin: 'ZZZKR42N6P0318846' } }
    case 3: {
      const wantedVehicle = { modelId: MODEL.b }
      return { ...{ type: 'vehicle-quotation', requester }, details: { intent: 'buy', wantedVehicle } }
    }
    default: {
      const details = { vehicle: { plate: '22 B 1' }, serviceId: SERVICE.repair }
      return { ...{ type: 'service-booking', requester }, brandId: BRAND.c, cityId: CITY.south, details }
    }
  }
}

beforeAll(async () => {
  world = await openTestApp()
  const desk = await openDesk(world)
  const { coordinator, auditor, alphaManager, alphaNorthAgent, alphaTeamAgent, betaManager } = desk
  Object.assign(people, { coordinator, auditor, alphaManager, alphaNorthAgent, alphaTeamAgent, betaManager })
  people.alphaSouthAgent = await world.staff(USER.alphaSouthAgent)
  people.recallSpecialist = await world.staff(USER.recallSpecialist)
  people.distributorClient = await world.client()
  people.alphaClient = await world.client({ companyId: COMPANY.alpha })
  const customers = [world.customer(), world.customer()]
  const makers: [string, Caller][] = [
    ['distributorClient', people.distributorClient],
    ['alphaClient', people.alphaClient],
    ['portal', customers[0] as Caller],
    ['alphaManager', alphaManager],
  ]
  const made: { id: string; by: string; asks: string | null }[] = []
  for (let index = 0; index < 60; index++) {
    // Now and then two in one moment, told apart by their ids alone.
    if (index % 3 > 0) world.pass(60_000)
    const [by, caller] = makers[index % makers.length] as [string, Caller]
    const own = by === 'alphaManager' && index % 8 === 3
    const body = own ? { ...request(index), requester: { kind: 'staff' as const } } : request(index)
    const { id } = await created(caller, body)
    made.push({ id, by, asks: own ? COMPANY.alpha : null })
    const place = PLACES[(index * 7) % PLACES.length]
    if (place) must(await coordinator.post(`/tickets/${id}/assignment`, place))
    const status = STATUS[(index * 5) % STATUS.length]
    if (status) must(await coordinator.post(`/tickets/${id}/status`, status))
  }
  facts = await Promise.all(
    made.map(async ({ id, ...rest }) => ({
      ticket: must(await coordinator.get(`/tickets/${id}`)).body,
      ...rest,
    })),
  )
})
afterAll(() => world.close())

/** May this person see this ticket, and wholly? In the words of domain.md. */
function sight(who: string, { ticket, by, asks }: Fact): 'full' | 'requester' | null {
  const { company, branch, team, assignee } = ticket.assignment
  if (who === 'coordinator' || who === 'auditor') return 'full'
  if (who === by && who.endsWith('Client')) return 'requester'
  const ours: Record<string, boolean> = {
    alphaManager: company?.id === COMPANY.alpha,
    alphaNorthAgent: branch?.id === BRANCH.alphaNorth || assignee?.id === USER.alphaNorthAgent,
    alphaSouthAgent: branch?.id === BRANCH.alphaSouth,
    alphaTeamAgent: team?.id === TEAM.alphaSales,
    betaManager: company?.id === COMPANY.beta,
    recallSpecialist: team?.id === TEAM.recall,
  }
  if (ours[who]) return 'full'
  return asks === COMPANY.alpha && who.startsWith('alpha') && who !== 'alphaClient' ? 'requester' : null
}

const HOLDER = ['assignment', 'companyId', 'branchId', 'teamId', 'assigneeId']
/** What the answer shows of a ticket seen wholly, and not to colleagues of who asked. */
const WHOLE = [...HOLDER, 'source', 'externalReference']
/** A dealer is not told of another's system, nor of the reference there. */
const knowsMaker = (who: string, { by }: Fact) => !by.startsWith('alpha') || !who.startsWith('beta')
const fitsOne = (wanted: string | undefined, value: string | undefined) =>
  wanted === undefined || wanted.split(',').includes(value ?? '')

function fits(query: Query, { ticket }: Fact): boolean {
  const { company, branch, team, assignee, status } = ticket.assignment
  return (
    fitsOne(query.type, ticket.type.key) &&
    fitsOne(query.status, ticket.status.key) &&
    fitsOne(query.category, ticket.status.category) &&
    fitsOne(query.assignment, status) &&
    fitsOne(query.companyId, company?.id) &&
    fitsOne(query.branchId, branch?.id) &&
    fitsOne(query.teamId, team?.id) &&
    fitsOne(query.assigneeId, assignee?.id) &&
    fitsOne(query.brandId, ticket.brand?.id) &&
    fitsOne(query.source, ticket.source?.key) &&
    fitsOne(query.externalReference, ticket.externalReference ?? undefined) &&
    (query.createdAfter === undefined || ticket.createdAt > query.createdAfter) &&
    (query.createdBefore === undefined || ticket.createdAt < query.createdBefore) &&
    (query.updatedAfter === undefined || ticket.updatedAt > query.updatedAfter)
  )
}

function wanted(who: string, query: Query): string[] {
  const wholeAsked = WHOLE.some((name) => query[name] !== undefined)
  const sort = query.sort ?? '-createdAt'
  const key = sort.replace('-', '') as 'createdAt' | 'updatedAt'
  const found = facts.filter((fact) => {
    const how = sight(who, fact)
    // Colleagues of who asked find by nothing that their row does not show.
    const shown = how === 'full' || (how === 'requester' && (who.endsWith('Client') || !wholeAsked))
    const known = query.externalReference === undefined || knowsMaker(who, fact)
    return shown && known && fits(query, fact)
  })
  const order = ({ ticket }: Fact) => `${ticket[key]} ${ticket.id}`
  found.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  if (sort.startsWith('-')) found.reverse()
  return found.map(({ ticket }) => ticket.number)
}

/** All pages, with pages of this length. */
async function listed(caller: Caller, query: Query, limit: number): Promise<string[]> {
  const numbers: string[] = []
  let cursor: string | null = null
  do {
    const search = new URLSearchParams({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) })
    const { body } = must(await caller.get(`/tickets?${search}`))
    expect(body.items.length).toBeLessThanOrEqual(limit)
    if (body.nextCursor) expect(body.items).toHaveLength(limit)
    numbers.push(...body.items.map((row: { number: string }) => row.number))
    cursor = body.nextCursor
  } while (cursor)
  return numbers
}

const WHO = [
  ...['coordinator', 'auditor', 'alphaManager', 'alphaNorthAgent', 'alphaSouthAgent', 'alphaTeamAgent'],
  ...['betaManager', 'recallSpecialist', 'distributorClient', 'alphaClient'],
]
const at = (minutes: number) => new Date(Date.parse('2026-11-22T07:00:00Z') + minutes * 60_000).toISOString()
const VALUES: Record<string, string[]> = {
  type: ['general-inquiry', 'test-drive', 'ssc-inquiry,service-booking'],
  status: ['new', 'on-hold', 'resolved,unresolved', 'in-progress,new,new'],
  category: ['new', 'closed', 'new,active,paused,waiting', 'active,waiting', 'active,closed'],
  assignment: ['unassigned', 'dealer,branch', 'team'],
  companyId: [COMPANY.alpha, COMPANY.beta, COMPANY.distributor, 'no-such'],
  branchId: [BRANCH.alphaNorth, BRANCH.betaNorth],
  teamId: [TEAM.alphaSales, TEAM.recall],
  assigneeId: [USER.alphaNorthAgent, USER.betaManager],
  brandId: [BRAND.a, BRAND.b, BRAND.c],
  source: ['api', 'web-portal'],
  externalReference: ['ref-0', 'ref-2', 'nothing'],
  createdAfter: [at(10), at(30)],
  createdBefore: [at(20), at(35)],
  updatedAfter: [at(5), at(30)],
  sort: ['-createdAt', 'createdAt', '-updatedAt', 'updatedAt'],
}
/** Filters that a client is told are not for it; see `list-filters.test.ts`. */
const NOT_FOR: Record<string, string[]> = {
  distributorClient: ['teamId', 'assigneeId'],
  alphaClient: [...HOLDER, 'status', 'brandId', 'updatedAfter', 'sort'],
}
const mayAsk = (who: string, query: Query) => !Object.keys(query).some((name) => NOT_FOR[who]?.includes(name))

describe('GET /tickets', () => {
  it('has something to tell everybody, and not the same', () => {
    const sizes = WHO.map((who) => wanted(who, {}).length)
    expect(Math.min(...sizes)).toBeGreaterThan(2)
    expect(new Set(sizes).size).toBeGreaterThan(5)
  })

  it.each(WHO)('finds for %s by each filter and in each order just what the model finds', async (who) => {
    for (const [name, values] of Object.entries(VALUES)) {
      for (const value of values) {
        const query = { [name]: value }
        if (!mayAsk(who, query)) continue
        expect(await listed(people[who] as Caller, query, 23), `${who} ${name}=${value}`).toEqual(
          wanted(who, query),
        )
      }
    }
  })

  it('finds by any filters together, in pages of any length, just what the model finds', async () => {
    const query = fc.record(
      Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)])),
      { requiredKeys: [] },
    )
    // Most of the filters at once find nothing: two or three tell more.
    const some = query.chain((all) =>
      fc.subarray(Object.keys(all), { maxLength: 3 }).map((names) => {
        return Object.fromEntries(names.map((name) => [name, all[name] as string]))
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WHO),
        some,
        fc.integer({ min: 1, max: 60 }),
        async (who, asked, limit) => {
          if (!mayAsk(who, asked)) return
          expect(await listed(people[who] as Caller, asked, limit)).toEqual(wanted(who, asked))
        },
      ),
      { seed: 7, numRuns: 120 },
    )
  })

  it('refuses values that are none, and names the parameter', async () => {
    const say = async (search: string) => said(await (people.coordinator as Caller).get(`/tickets?${search}`))
    expect(await say('status=open')).toMatch(/^400 \?status/)
    expect(await say('type=')).toMatch(/^400 \?type/)
    expect(await say('limit=0')).toBe('400 ?limit too-small')
    expect(await say('limit=201')).toBe('400 ?limit too-big')
    expect(await say('limit=ten')).toBe('400 ?limit wrong-format')
    expect(await say('sort=name')).toBe('400 ?sort not-one-of')
    expect(await say('createdAfter=yesterday')).toBe('400 ?createdAfter wrong-format')
    expect(await say('state=new&limit=5')).toBe('400 ?state unknown-field')
    expect(await say('companyId=a%20b')).toBe('400 ?companyId wrong-format')
    expect(await say('status=new&status=resolved')).toMatch(/^400 \?status/)
    expect(said(await world.nobody.get('/tickets'))).toBe('401 not-signed-in')
    expect(said(await world.customer().get('/tickets'))).toBe('403 not-permitted')
  })

  it('binds a cursor to its filters and order', async () => {
    const coordinator = people.coordinator as Caller
    const { nextCursor } = (await coordinator.get('/tickets?limit=5&type=test-drive')).body
    const with_ = async (search: string) =>
      said(await coordinator.get(`/tickets?${search}&cursor=${encodeURIComponent(nextCursor)}`))
    expect(await with_('limit=9&type=test-drive')).toBe('200')
    expect(await with_('limit=5')).toBe('400 cursor-mismatch')
    expect(await with_('type=ssc-inquiry')).toBe('400 cursor-mismatch')
    expect(await with_('type=test-drive&sort=createdAt')).toBe('400 cursor-mismatch')
    expect(said(await coordinator.get('/tickets?cursor=nonsense'))).toBe('400 cursor-mismatch')
    expect(said(await coordinator.get(`/tickets?cursor=${'x'.repeat(601)}`))).toBe('400 ?cursor too-long')
  })

  it('keeps its place while others are added, and another reader’s cursor opens nothing more', async () => {
    const manager = people.alphaManager as Caller
    const before = wanted('alphaManager', {})
    const first = (await manager.get('/tickets?limit=6')).body
    const desk = await openDesk(world)
    for (let index = 0; index < 3; index++) await desk.placed({ status: 'dealer', companyId: COMPANY.alpha })
    const rest = (await manager.get(`/tickets?limit=200&cursor=${first.nextCursor}`)).body
    const numbers = [...first.items, ...rest.items].map((row: { number: string }) => row.number)
    expect(numbers).toEqual(before)
    // The place in the order is no right: what follows is the reader's own.
    const others = (await (people.betaManager as Caller).get(`/tickets?limit=200&cursor=${first.nextCursor}`))
      .body
    const seen = others.items.map((row: { number: string }) => row.number)
    const own = wanted('betaManager', {})
    expect(seen.filter((number: string) => !own.includes(number))).toEqual([])
  })
})
