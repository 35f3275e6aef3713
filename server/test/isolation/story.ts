import { randomUUID } from 'node:crypto'
import type { CreateTicketInput, Ticket } from '../../../contract/tickets.ts'
import { receiptFacts } from '../../modules/tickets/index.ts'
import { type Caller, created, inquiry, type TestAnswer, type TestApp } from '../test-app.ts'
import { BRANCH, BRAND, COMPANY, TEAM, USER } from '../world-network.ts'
import type { ActorName, Callers } from './actors.ts'
import type { Maker, Situation } from './expectations.ts'

/** A text that one act wrote, and the companies that were to read it; all who see the ticket, where public. */
export type Mark = { text: string; what: string; readers: readonly string[] | 'public' }

export type Story = {
  ticket: Ticket
  marks: Mark[]
  act: Record<Situation, () => Promise<void>>
  /** The request that made the ticket, sent again under its key. */
  repeat: () => Promise<TestAnswer>
}

const { distributor, alpha, beta } = COMPANY
/** What a dealer's system says of itself; no rival may read it. */
const ALPHA_MARKS = { externalReference: 'ALPHA-CRM-7', attribution: { utm_source: 'alpha-news' } }

/** One ticket's life through every level and two rival dealers; each act plants texts that only some may read. */
export async function beginStory(world: TestApp, callers: Callers, maker: Maker): Promise<Story> {
  const marks: Mark[] = []
  const mark = (what: string, readers: Mark['readers']): string => {
    // Neither company's name stands in it, so that names can be looked for as well.
    const text = `mark-${randomUUID().slice(0, 18)}`
    marks.push({ text, what, readers })
    return text
  }
  const unmark = (what: string) => {
    for (const found of marks.filter((entry) => entry.what === what)) found.readers = []
  }

  const words = mark('what the customer asked', 'public')
  const request = inquiry({
    details: { topic: 'information', message: words },
    ...(maker === 'alphaClient' ? ALPHA_MARKS : {}),
  } as Partial<CreateTicketInput>)
  const own = maker === 'alphaManager' ? { ...request, requester: { kind: 'staff' as const } } : request
  const key = { 'idempotency-key': randomUUID() }
  const repeat = () => callers[maker].post('/tickets', own, key)
  const ticket = (await repeat()).body
  if (maker !== 'alphaManager') {
    callers.ownLink = (await world.link(ticket.trackingUrl)).caller
    callers.firstLink = callers.ownLink
  }
  const other = await created(callers.portal, inquiry())
  callers.otherLink = (await world.link(other.trackingUrl)).caller

  const path = `/tickets/${ticket.id}`
  const must = async (who: ActorName, method: string, below: string, body?: unknown) => {
    const caller: Caller = callers[who]
    // Two acts of one moment would tell no before and after.
    world.pass(1000)
    const version = (await callers.coordinator.get(path)).headers.etag ?? ''
    const headers = method === 'PATCH' ? { 'if-match': version } : {}
    const answer = await caller.send(method, path + below, { body, headers })
    if (answer.status >= 300) {
      throw new Error(`${who} ${method} ${below}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
  }
  const say = (who: ActorName, audience: string, readers: Mark['readers']) =>
    must(who, 'POST', '/messages', { audience, text: mark(`${audience} message of ${who}`, readers) })
  const tag = (who: ActorName, readers: string[]) =>
    must(who, 'PATCH', '', { tags: [mark(`tag of ${who}`, readers)] })
  const assign = (who: ActorName, to: object, readers: string[]) =>
    must(who, 'POST', '/assignment', { ...to, reason: mark(`reason of a hand-off by ${who}`, readers) })
  const giveBack = (who: ActorName, readers: string[]) =>
    must(who, 'POST', '/assignment/return', { reason: mark(`reason of a return by ${who}`, readers) })
  const hold = async (who: ActorName, readers: string[]) => {
    const resumeAt = new Date(world.now().getTime() + 30 * 86_400_000).toISOString()
    const note = mark(`note with a status of ${who}`, readers.slice(0, 1))
    const reason = mark('reason of the hold', readers)
    await must(who, 'POST', '/status', { status: 'on-hold', reason, resumeAt, note })
  }
  /** The customer opens the link that they were mailed. */
  const followLink = async () => {
    if (maker === 'alphaManager') return
    const facts = await world.asSystem((ctx) => receiptFacts(ctx, ticket.id))
    callers.ownLink = (await world.link(facts?.trackingUrl ?? '')).caller
  }
  const customerWrites = async () => {
    await say(maker === 'alphaManager' ? maker : 'ownLink', 'public', 'public')
  }

  const act: Story['act'] = {
    unassigned: async () => {
      await say('coordinator', 'network', [distributor])
      await say('coordinator', 'company', [distributor])
      await say('coordinator', 'public', 'public')
      await tag('coordinator', [distributor])
      await customerWrites()
    },
    atDealer: async () => {
      await assign('coordinator', { status: 'dealer', companyId: alpha }, [distributor, alpha])
      await must('alphaManager', 'POST', '/assignment/accept')
      await say('alphaManager', 'network', [distributor, alpha])
      await say('alphaManager', 'company', [alpha])
      await say('alphaManager', 'public', 'public')
      await say('coordinator', 'network', [distributor, alpha])
      await say('coordinator', 'company', [distributor])
      await tag('alphaManager', [distributor, alpha])
      await must('alphaManager', 'PATCH', '', { priority: 'high', cityId: 'east', brandId: BRAND.a })
      await hold('alphaManager', [alpha, distributor])
    },
    atBranch: async () => {
      await assign('alphaManager', { status: 'branch', branchId: BRANCH.alphaNorth }, [distributor, alpha])
      await must('alphaNorthAgent', 'POST', '/view')
      await say('alphaNorthAgent', 'network', [distributor, alpha])
      await say('alphaNorthAgent', 'public', 'public')
      await customerWrites()
    },
    atTeam: async () => {
      await assign('alphaManager', { status: 'team', teamId: TEAM.alphaSales }, [distributor, alpha])
      await say('alphaTeamAgent', 'company', [alpha])
      await assign(
        'alphaTeamAgent',
        { status: 'team', teamId: TEAM.alphaSales, assigneeId: USER.alphaTeamAgent },
        [distributor, alpha],
      )
    },
    atTeamForBranch: async () => {
      const to = { status: 'team', teamId: TEAM.alphaSales, branchId: BRANCH.alphaNorth }
      await assign('alphaManager', to, [distributor, alpha])
      await giveBack('alphaTeamAgent', [distributor, alpha])
      await assign('alphaManager', to, [distributor, alpha])
    },
    ofPerson: async () => {
      const to = { status: 'dealer', companyId: alpha, assigneeId: USER.alphaSouthAgent }
      await assign('alphaManager', to, [distributor, alpha])
      await say('alphaSouthAgent', 'network', [distributor, alpha])
    },
    atRival: async () => {
      // Straight from one dealer to the other: the reason is the receiver's.
      const to = { status: 'dealer', companyId: beta, assigneeId: USER.betaManager }
      await assign('coordinator', to, [distributor, beta])
      await followLink()
      await must('betaManager', 'POST', '/assignment/accept')
      await say('betaManager', 'network', [distributor, beta])
      await say('betaManager', 'company', [beta])
      await say('betaManager', 'public', 'public')
      await say('coordinator', 'network', [distributor, beta])
      await tag('betaManager', [distributor, beta])
      await must('betaManager', 'PATCH', '', { priority: 'low', brandId: BRAND.b })
    },
    atRivalBranch: async () => {
      await assign('betaManager', { status: 'branch', branchId: BRANCH.betaNorth }, [distributor, beta])
      await say('betaNorthAgent', 'company', [beta])
      await say('betaNorthAgent', 'public', 'public')
      await customerWrites()
    },
    backAgain: async () => {
      await giveBack('betaManager', [distributor, beta])
      await assign('coordinator', { status: 'dealer', companyId: beta }, [distributor, beta])
      await followLink()
      await assign('coordinator', { status: 'dealer', companyId: alpha }, [distributor, alpha])
      await say('alphaManager', 'company', [alpha])
      await say('coordinator', 'network', [distributor, alpha])
      unmark('what the customer asked')
      const message = mark('what the customer asks now', 'public')
      await must('coordinator', 'PATCH', '', { details: { topic: 'information', message } })
    },
    returned: async () => {
      await giveBack('alphaManager', [distributor, alpha])
      await say('coordinator', 'network', [distributor])
    },
    closed: async () => {
      await assign('coordinator', { status: 'branch', branchId: BRANCH.alphaNorth }, [distributor, alpha])
      const note = mark('note of closing', [alpha])
      await must('alphaNorthAgent', 'POST', '/status', { status: 'unresolved', code: 'cannot-help', note })
      unmark('reason of the hold')
    },
  }
  return { ticket, marks, act, repeat }
}
