import type { AssignTicket } from '../../contract/assignment.ts'
import type { CreateTicketInput, Ticket } from '../../contract/tickets.ts'
import { type Caller, created, inquiry, type TestAnswer, type TestApp } from './test-app.ts'
import { COMPANY, USER } from './world-network.ts'

/** Everybody that acts on tickets in most tests, and tickets that stand where a test wants them. */
export async function openDesk(world: TestApp) {
  const [coordinator, auditor, alphaManager, alphaNorthAgent, alphaTeamAgent, betaManager] =
    await Promise.all([
      world.staff(USER.coordinator),
      world.staff(USER.auditor),
      world.staff(USER.alphaManager),
      world.staff(USER.alphaNorthAgent),
      world.staff(USER.alphaTeamAgent),
      world.staff(USER.betaManager),
    ])
  const website = await world.client()
  const people = { coordinator, auditor, alphaManager, alphaNorthAgent, alphaTeamAgent, betaManager, website }

  /** A new ticket, handed there by the coordinator a second after it came; with what acts on it. */
  const placed = async (to: AssignTicket | null = null, request: CreateTicketInput = inquiry()) => {
    const ticket = await created(website, request)
    if (to) {
      world.pass(1000)
      must(await coordinator.post(`/tickets/${ticket.id}/assignment`, to))
    }
    world.pass(1000)
    return aboutTicket(ticket)
  }
  const aboutTicket = (ticket: Ticket & { trackingUrl: string }) => {
    const path = `/tickets/${ticket.id}`
    const see = async (who: Caller = coordinator): Promise<Ticket> => must(await who.get(path)).body
    return {
      ...{ id: ticket.id, number: ticket.number, path, trackingUrl: ticket.trackingUrl, see },
      tag: async (who: Caller = coordinator) => (await who.get(path)).headers.etag ?? '',
      timeline: async (who: Caller = coordinator) => must(await who.get(`${path}/timeline`)).body,
      link: async () => (await world.link(ticket.trackingUrl)).caller,
      post: (who: Caller, below: string, body?: unknown, headers?: Record<string, string>) =>
        who.post(path + below, body, headers),
    }
  }
  return { ...people, placed }
}
export type Desk = Awaited<ReturnType<typeof openDesk>>
export type PlacedTicket = Awaited<ReturnType<Desk['placed']>>

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
export function must(answer: TestAnswer<any>): TestAnswer<any> {
  if (answer.status < 300) return answer
  throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
}

/** What a refusal says, in short: `409 unit-inactive`, or the pointers and codes of wrong input. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function said({ status, body }: TestAnswer<any>): string {
  const errors = body?.errors as { pointer: string; code: string }[] | undefined
  if (errors) return `${status} ${errors.map((error) => `${error.pointer} ${error.code}`).join(', ')}`
  return body?.code ? `${status} ${body.code}` : String(status)
}

export const AT_ALPHA: AssignTicket = { status: 'dealer', companyId: COMPANY.alpha }
export const AT_BETA: AssignTicket = { status: 'dealer', companyId: COMPANY.beta }
