import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type pg from 'pg'
import type { ClientScope } from '../../contract/actions.ts'
import type { ClientActor } from '../../contract/actor.ts'
import { BRANCH, BRAND, COMPANY, TEAM, USER } from './world-network.ts'

/* Tickets in any state that the tables can hold, put there by the owner past all acts: for tests of who sees what. */

const { alpha, beta, distributor } = COMPANY
const holder = (companyId: string | null, branchId: string | null, teamId: string | null) => ({
  ...{ companyId, branchId, teamId },
  status: teamId ? 'team' : branchId ? 'branch' : companyId ? 'dealer' : 'unassigned',
})
const HOLDERS = [
  holder(null, null, null),
  holder(alpha, null, null),
  holder(beta, null, null),
  holder(distributor, null, null),
  holder(alpha, BRANCH.alphaNorth, null),
  holder(beta, BRANCH.betaNorth, null),
  holder(alpha, BRANCH.alphaNorth, TEAM.alphaSales),
  holder(distributor, null, TEAM.recall),
]
const maybe = <Value>(...values: Value[]) => fc.constantFrom(null, ...values)
const company = maybe(alpha, beta, distributor)
const stamp = fc.oneof(
  fc.constant({ audience: 'public' as const, companies: [] as string[] }),
  fc.record({
    audience: fc.constantFrom('network' as const, 'company' as const),
    companies: fc.uniqueArray(fc.constantFrom<string>(alpha, beta, distributor), { minLength: 1 }),
  }),
)

export const anyTicket = fc.record({
  holder: fc.constantFrom(...HOLDERS),
  assigneeId: maybe(USER.coordinator, USER.alphaManager, USER.betaNorthAgent),
  brandId: maybe(BRAND.a, BRAND.b),
  requesterCompanyId: company,
  byClient: fc.boolean(),
  /** How it came to the customer of these tests, if it did. */
  customerLink: maybe('verified', 'email', 'phone'),
  byCustomer: fc.boolean(),
  linkVersion: fc.constantFrom(1, 2),
  linkOldest: fc.constantFrom(1, 2),
  closedDaysAgo: maybe(1, 1000),
  stamps: fc.array(stamp, { minLength: 1, maxLength: 4 }),
  revision: fc.uniqueArray(fc.constantFrom<string>(alpha, beta, distributor), { minLength: 1 }),
  handOffs: fc.array(fc.record({ from: company, to: company }), { minLength: 1, maxLength: 3 }),
})
export type TicketPlan = typeof anyTicket extends fc.Arbitrary<infer Value> ? Value : never

/** Whose record the tickets may be linked to. */
export const CUSTOMER = randomUUID()

type Stamped = { id: string; audience: 'public' | 'network' | 'company'; companies: string[] }
export type Planted = {
  id: string
  messages: Stamped[]
  events: Stamped[]
  handOffs: { id: string; from: string | null; to: string | null }[]
  revision: string[]
}

/** Puts a ticket there with all that belongs to it. */
export async function plantTicket(owner: pg.Client, plan: TicketPlan, clientId: string): Promise<Planted> {
  const id = randomUUID()
  const now = new Date()
  const closed =
    plan.closedDaysAgo === null ? null : new Date(now.getTime() - plan.closedDaysAgo * 86_400_000)
  const withId = <Row>(row: Row) => ({ id: randomUUID(), ...row })
  const planted: Planted = {
    ...{ id, revision: plan.revision, handOffs: plan.handOffs.map(withId) },
    ...{ messages: plan.stamps.map(withId), events: plan.stamps.map(withId) },
  }
  const { companyId, branchId, teamId, status } = plan.holder
  const oldest = Math.min(plan.linkOldest, plan.linkVersion)
  await owner.query('begin')
  await add(owner, 'tickets', {
    ...{ id, number: `GI-${id}`, type: 'general-inquiry', details: '{}', details_version: 1, tags: '[]' },
    ...{ status: closed ? 'resolved' : 'new', status_category: closed ? 'closed' : 'new' },
    ...{ closing_code: closed ? 'done' : null, closed_at: closed, priority: 'normal', assignment: status },
    ...{ holder_company_id: companyId, holder_branch_id: branchId, holder_team_id: teamId },
    ...{ assignee_id: companyId ? plan.assigneeId : null, hand_off_id: planted.handOffs[0]?.id },
    ...{ requester_kind: 'customer', requester_name: 'Lana Qadir' },
    ...{ requester_company_id: plan.requesterCompanyId, brand_id: plan.brandId, language: 'en', test: false },
    ...{ customer_id: plan.customerLink ? CUSTOMER : null, customer_link: plan.customerLink },
    created_by_customer_id: plan.byCustomer ? CUSTOMER : null,
    ...{ created_by_kind: 'client', created_by_client_id: plan.byClient ? clientId : randomUUID() },
    ...{
      source: 'api',
      routing: '{}',
      link_version: plan.linkVersion,
      link_oldest_version: oldest,
      version: 1,
    },
    ...{ created_at: now, updated_at: now },
  })
  for (const { id: handOffId, from, to } of planted.handOffs)
    await add(owner, 'hand_offs', {
      ...{ id: handOffId, ticket_id: id, from_company_id: from, to_company_id: to, to_assignment: 'dealer' },
      ...{ at: now, by_kind: 'system', why_kind: 'rule', reason_companies: '{}' },
    })
  const about = { subject_type: 'ticket', subject_id: id, at: now }
  for (const message of planted.messages)
    await add(owner, 'messages', { ...message, ...about, author_kind: 'staff', text: 'x', channel: 'portal' })
  for (const [at, event] of planted.events.entries())
    await add(owner, 'events', {
      ...{ ...event, ...about, sequence: at + 1, type: 'message.created', actor_kind: 'system' },
      ...{ data: '{}', hash: '\\x00' },
    })
  await add(owner, 'ticket_requirements', { ticket_id: id, code: 'x' })
  await add(owner, 'ticket_revisions', {
    ...{ ticket_id: id, version: 1, details: '{}', companies: plan.revision, at: now },
  })
  await add(owner, 'mail_deliveries', {
    ...{
      event_id: planted.events[0]?.id,
      subscriber: 'x',
      message_id: 'x',
      state: 'queued',
      created_at: now,
    },
  })
  await owner.query('commit')
  return planted
}

type ClientRecord = {
  scopes: readonly ClientScope[]
  brandIds: readonly string[] | null
  branchIds: readonly string[] | null
}
const PLAIN_CLIENT: ClientRecord = { scopes: [], brandIds: null, branchIds: null }

/** A company's API client. */
export async function plantClient(
  owner: pg.Client,
  companyId: string,
  { scopes, brandIds, branchIds } = PLAIN_CLIENT,
): Promise<ClientActor> {
  const id = randomUUID()
  await add(owner, 'api_clients', {
    ...{
      id,
      name: 'Site',
      kind: 'website',
      company_id: companyId,
      scopes,
      brand_ids: brandIds,
      branch_ids: branchIds,
      key_prefix: id,
      key_hash: '\\x00',
    },
    created_at: new Date(),
  })
  return {
    ...{
      kind: 'client',
      clientId: id,
      name: 'Site',
      clientKind: 'website',
      companyId,
      companyKind: companyId === distributor ? 'distributor' : 'dealer',
    },
    ...{ scopes: new Set(scopes), brandIds, branchIds },
  }
}

async function add(owner: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const places = Object.keys(row).map((_, at) => `$${at + 1}`)
  await owner.query(
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  )
}
