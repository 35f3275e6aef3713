import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssignTicket } from '../../../contract/assignment.ts'
import { STATUSES, type StatusKey } from '../../../contract/ticket-status.ts'
import { verifyChain } from '../../platform/events/verify-chain.ts'
import { type Caller, created, inquiry, openTestApp, type TestApp } from '../../test/test-app.ts'
import { BRANCH, COMPANY, TEAM, USER } from '../../test/world-network.ts'

/*
 * The life of a ticket against a model: random commands by random people, sent as requests. The model knows only the
 * rules of domain.md in their shortest form; after each command the product and the model must agree.
 */

type Model = {
  status: StatusKey
  holder: 'nobody' | 'alpha' | 'beta' | 'distributor'
  at: string
  accepted: boolean
  assignee: string | null
  version: number
  reopened: number
  closedAs: string | null
}
type Command =
  | { do: 'assign'; by: string; to: AssignTicket }
  | { do: 'accept' | 'reply' | 'note'; by: string }
  | { do: 'return'; by: string }
  | { do: 'status'; by: string; to: StatusKey }
  | { do: 'write' | 'solved' | 'withdraw'; by: 'customer' }

const HOME: Record<
  string,
  { company: Model['holder']; unit: string | null; network?: true; manager?: true }
> = {
  [USER.coordinator]: { company: 'distributor', unit: null, network: true },
  [USER.alphaManager]: { company: 'alpha', unit: null, manager: true },
  [USER.alphaNorthAgent]: { company: 'alpha', unit: BRANCH.alphaNorth },
  [USER.betaManager]: { company: 'beta', unit: null, manager: true },
}
const TARGETS: { to: AssignTicket; holder: Model['holder']; at: string }[] = [
  { to: { status: 'unassigned' }, holder: 'nobody', at: 'queue' },
  { to: { status: 'dealer', companyId: COMPANY.alpha }, holder: 'alpha', at: 'dealer' },
  { to: { status: 'dealer', companyId: COMPANY.beta }, holder: 'beta', at: 'dealer' },
  { to: { status: 'branch', branchId: BRANCH.alphaNorth }, holder: 'alpha', at: BRANCH.alphaNorth },
  { to: { status: 'team', teamId: TEAM.care }, holder: 'distributor', at: TEAM.care },
]
const TAKE: AssignTicket = { status: 'branch', branchId: BRANCH.alphaNorth, assigneeId: USER.alphaNorthAgent }
const OPEN: StatusKey[] = ['in-progress', 'on-hold', 'pending-customer']
const isClosed = (status: StatusKey) => status === 'resolved' || status === 'unresolved'

const someone = fc.constantFrom(...Object.keys(HOME))
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('assign' as const),
    by: someone,
    to: fc.constantFrom(...TARGETS.map((t) => t.to), TAKE),
  }),
  fc.record({ do: fc.constantFrom('accept' as const, 'reply' as const, 'note' as const), by: someone }),
  fc.record({ do: fc.constant('return' as const), by: someone }),
  fc.record({ do: fc.constant('status' as const), by: someone, to: fc.constantFrom(...STATUSES) }),
  fc.record({
    do: fc.constantFrom('write' as const, 'solved' as const, 'withdraw' as const),
    by: fc.constant('customer' as const),
  }),
)

/** Sees it: the network, the holder's manager, the branch that has it. */
function sees(model: Model, by: string): boolean {
  const home = HOME[by]
  if (!home) return true
  if (home.network) return true
  return home.company === model.holder && (home.manager === true || home.unit === model.at)
}

/** What should come of a command: the next state, or the status code of the refusal. */
function expected(model: Model, command: Command): Model | number {
  if (!sees(model, command.by)) return 404
  const home = HOME[command.by]
  const ours = home !== undefined && home.company === model.holder
  const raise = { version: model.version + 1 }
  const begin = model.status === 'new' ? ({ status: 'in-progress' } as const) : {}
  switch (command.do) {
    case 'assign': {
      const take = command.to === TAKE
      const target = TARGETS.find((t) => t.to === command.to) ?? {
        holder: 'alpha' as const,
        at: BRANCH.alphaNorth,
      }
      const assignee = take ? USER.alphaNorthAgent : null
      if (!home?.network) {
        // Another company's team is as good as none to a dealer; its branches are public.
        if (home?.company !== target.holder) return command.to.status === 'team' ? 400 : 409
        if (home.unit !== null && target.at !== home.unit) return 409
      }
      if (isClosed(model.status)) return 409
      if (model.holder === target.holder && model.at === target.at && model.assignee === assignee)
        return model
      const taken = take && command.by === USER.alphaNorthAgent
      const moved = { ...model, ...raise, holder: target.holder, at: target.at, assignee, accepted: taken }
      return taken ? { ...moved, ...begin } : moved
    }
    case 'accept':
      if (isClosed(model.status) || model.holder === 'nobody' || model.accepted) return 409
      return ours ? { ...model, ...raise, ...begin, accepted: true } : 403
    case 'return': {
      if (isClosed(model.status) || model.holder === 'nobody') return 409
      if (!ours) return 403
      const up =
        home.manager || home.network
          ? { holder: 'nobody' as const, at: 'queue' }
          : { holder: model.holder, at: 'dealer' }
      return { ...model, ...raise, ...up, assignee: null, accepted: false }
    }
    case 'reply':
    case 'note': {
      if (isClosed(model.status)) return command.do === 'reply' ? 409 : model
      if (model.holder === 'nobody') {
        return command.do === 'reply' && model.status === 'new' ? { ...model, ...raise, ...begin } : model
      }
      if (!ours) return model
      return { ...model, ...begin, accepted: true, version: model.version + (model.status === 'new' ? 1 : 0) }
    }
    case 'status': {
      const allowed = isClosed(model.status)
        ? ['in-progress']
        : [...OPEN, 'resolved', 'unresolved'].filter((status) => status !== model.status)
      if (!allowed.includes(command.to)) return 409
      const reopened = model.reopened + (isClosed(model.status) ? 1 : 0)
      const closedAs = isClosed(command.to) ? (command.to === 'resolved' ? 'answered' : 'cannot-help') : null
      return { ...model, ...raise, status: command.to, reopened, closedAs, accepted: model.accepted || ours }
    }
    case 'write':
      if (isClosed(model.status)) {
        return { ...model, ...raise, status: 'in-progress', reopened: model.reopened + 1, closedAs: null }
      }
      return model.status === 'pending-customer' ? { ...model, ...raise, status: 'in-progress' } : model
    case 'solved':
    case 'withdraw': {
      if (isClosed(model.status)) return 409
      const solved = command.do === 'solved'
      return {
        ...model,
        ...raise,
        status: solved ? 'resolved' : 'unresolved',
        closedAs: solved ? 'done' : 'withdrawn',
      }
    }
  }
}

describe('the life of a ticket', () => {
  let world: TestApp
  const people: Record<string, Caller> = {}
  beforeAll(async () => {
    world = await openTestApp()
    for (const id of Object.keys(HOME)) people[id] = await world.staff(id)
  })
  afterAll(() => world.close())

  const RESUME = '2027-01-01T08:00:00Z'
  function body(to: StatusKey) {
    if (to === 'on-hold') return { status: to, reason: 'Waiting for a part', resumeAt: RESUME }
    if (isClosed(to)) return { status: to, code: to === 'resolved' ? 'answered' : 'cannot-help' }
    return { status: to }
  }
  function send(who: Caller, id: string, command: Command) {
    const at = `/tickets/${id}`
    switch (command.do) {
      case 'assign':
        return who.post(`${at}/assignment`, command.to)
      case 'accept':
        return who.post(`${at}/assignment/accept`)
      case 'return':
        return who.post(`${at}/assignment/return`, { reason: 'Not ours' })
      case 'reply':
        return who.post(`${at}/messages`, { audience: 'public', text: 'We are on it.' })
      case 'note':
        return who.post(`${at}/messages`, { audience: 'company', text: 'Call back later.' })
      case 'write':
        return who.post(`${at}/messages`, { text: 'Any news?' })
      case 'status':
        return who.post(`${at}/status`, body(command.to))
      case 'solved':
        return who.post(`${at}/status`, { status: 'resolved', code: 'done' })
      case 'withdraw':
        return who.post(`${at}/status`, { status: 'unresolved', code: 'withdrawn' })
    }
  }

  it('agrees with the model after every command of any sequence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 5, maxLength: 18 }), async (commands) => {
        const client = await world.client()
        const ticket = await created(client, inquiry())
        const customer = (await world.link(ticket.trackingUrl)).caller
        let model: Model = {
          ...{ status: 'new', holder: 'nobody', at: 'queue', accepted: false, assignee: null },
          ...{ version: 1, reopened: 0, closedAs: null },
        }
        for (const command of commands) {
          world.pass(60_000)
          const who = command.by === 'customer' ? customer : (people[command.by] as Caller)
          const answer = await send(who, ticket.id, command)
          const next = expected(model, command)
          if (typeof next === 'number')
            expect(answer.status, JSON.stringify([model, command, answer.body])).toBe(next)
          else {
            expect([200, 201, 204], JSON.stringify([model, command, answer.body])).toContain(answer.status)
            model = next
          }
          const { body: now } = await (people[USER.coordinator] as Caller).get(`/tickets/${ticket.id}`)
          expect({
            status: now.status.key,
            holder: now.assignment.company?.id ?? 'nobody',
            at:
              now.assignment.team?.id ??
              now.assignment.branch?.id ??
              (now.assignment.company ? 'dealer' : 'queue'),
            accepted: now.assignment.accepted ?? false,
            assignee: now.assignment.assignee?.id ?? null,
            version: now.version,
            reopened: now.reopenedCount,
            closedAs: now.closing?.code ?? null,
          }).toEqual(model)
        }
        const chain = await world.asSystem((ctx) => verifyChain(ctx, 'ticket', ticket.id))
        expect(chain.broken).toBeNull()
      }),
      { numRuns: 25 },
    )
  })
})
