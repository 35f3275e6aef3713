import type { Message } from '../../../contract/conversation.ts'
import { fill } from '../../../texts/fill.ts'
import type { SeenTicket, TicketRecord } from './ticket-queries.ts'
import { isDistributor, nameCompany, nameUser, type Viewer } from './viewer.ts'

export type Author = Message['author']
type AuthorFacts = {
  kind: string
  id: string | null
  companyId: string | null
}

/**
 * Who did or wrote it, as this viewer may know. Staff see colleagues of their own company by name, the distributor sees
 * everybody; another company's people are "another branch". Who asked sees a first name only where that company holds
 * the ticket now, so that no earlier holder is named.
 */
export function presentAuthor(viewer: Viewer, seen: SeenTicket, author: AuthorFacts): Author {
  const { words } = viewer
  if (author.kind === 'system') return { kind: 'system', name: words.people.system, company: null, me: false }
  if (author.kind === 'client') {
    const known = knowsClient(viewer, seen.ticket)
    const name = (known ? seen.ticket.source_client?.name : null) ?? words.sources.api
    const me = viewer.actor.kind === 'client' && seen.ticket.created_by_client_id === viewer.actor.clientId
    return { kind: 'client', name, company: null, me }
  }
  if (author.kind !== 'staff') {
    const me = viewer.actor.kind === 'link' || viewer.actor.kind === 'customer'
    const known =
      seen.ticket.requester_kind === 'customer' ? seen.ticket.requester_name : words.people.customer
    return { kind: 'customer', name: known, company: null, me }
  }
  const me = viewer.actor.kind === 'staff' && viewer.actor.userId === author.id
  return { kind: 'staff', me, ...staffName(viewer, seen, author) }
}

/**
 * May this viewer know by whose system the ticket came? A dealer is told of no other dealer's, and the customer reads of
 * a dealer only while it holds the ticket.
 */
export function knowsClient(viewer: Viewer, ticket: TicketRecord): boolean {
  const { actor, network } = viewer
  const maker = ticket.created_by_company_id
  if (maker === null || maker === network.distributor.id) return true
  return 'companyId' in actor
    ? isDistributor(viewer) || actor.companyId === maker
    : ticket.holder_company_id === maker
}

function staffName(
  viewer: Viewer,
  { ticket, sight }: SeenTicket,
  author: AuthorFacts,
): Pick<Author, 'name' | 'company'> {
  const { people } = viewer.words
  const user = nameUser(viewer, author.id)
  const company = nameCompany(viewer, author.companyId)
  const ofDistributor = author.companyId === viewer.network.distributor.id
  const { actor } = viewer
  const colleague = actor.kind === 'staff' || (actor.kind === 'client' && sight === 'full')
  if (colleague && actor.companyId === author.companyId) {
    return { name: user?.name ?? people.anotherBranch, company }
  }
  if (sight === 'full' && viewer.actor.kind === 'staff') {
    if (isDistributor(viewer)) return { name: user?.name ?? people.anotherBranch, company }
    return ofDistributor && company
      ? { name: company.name, company }
      : { name: people.anotherBranch, company: null }
  }
  if (ofDistributor && company) return { name: company.name, company }
  if (author.companyId === null || author.companyId !== ticket.holder_company_id || !company || !user) {
    return { name: people.anotherBranch, company: null }
  }
  // A dealer's own staff or client who asked learn of a holder only where it is their company.
  if ('companyId' in viewer.actor && !isDistributor(viewer) && viewer.actor.companyId !== author.companyId) {
    return { name: people.anotherBranch, company: null }
  }
  const [firstName = user.name] = user.name.split(' ')
  return { name: fill(people.staffOf, { name: firstName, company: company.name }), company }
}

type MessageRecord = {
  id: string
  audience: Message['audience']
  companies: string[]
  author_kind: string
  author_id: string | null
  author_company_id: string | null
  text: string
  channel: 'portal'
  at: Date
}

export function presentMessage(viewer: Viewer, seen: SeenTicket, message: MessageRecord): Message {
  const author = { kind: message.author_kind, id: message.author_id, companyId: message.author_company_id }
  return {
    id: message.id,
    audience: message.audience,
    readers: namesOfReaders(viewer, message.companies),
    author: presentAuthor(viewer, seen, author),
    text: message.text,
    channel: message.channel,
    at: message.at.toISOString(),
  }
}

/** The companies that read a note; a dealer learns of itself and the distributor, never of another dealer. */
export function namesOfReaders(viewer: Viewer, companies: readonly string[]): string[] {
  const own = 'companyId' in viewer.actor ? viewer.actor.companyId : null
  return companies
    .filter((id) => isDistributor(viewer) || id === own || id === viewer.network.distributor.id)
    .map((id) => nameCompany(viewer, id)?.name ?? id)
}
