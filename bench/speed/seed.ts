import type pg from 'pg'
import { networkOf } from '../../server/modules/directory/index.ts'
import { notificationSubscribers } from '../../server/modules/notifications/index.ts'
import type { House } from '../../server/platform/context.ts'
import { asSystem } from '../ground/settle-network.ts'
import { copyIn } from './copy-in.ts'
import { inventTickets } from './invent-tickets.ts'

const COLUMNS = {
  tickets: `id number type details details_version status status_category closing_code hold priority tags assignment
    holder_company_id holder_branch_id holder_team_id assignee_id hand_off_id holder_viewed_at holder_accepted_at
    requester_kind requester_name requester_phone requester_email requester_user_id requester_company_id
    created_by_kind created_by_user_id created_by_client_id source source_client brand_id city_id
    requested_company_id requested_branch_id language attribution external_reference test routing link_version version
    created_at updated_at first_assigned_at first_viewed_at first_response_at last_customer_message_at pending_since
    closed_at reopened_count`,
  hand_offs: `id ticket_id from_assignment from_company_id from_branch_id from_team_id from_assignee_id to_assignment
    to_company_id to_branch_id to_team_id to_assignee_id at by_kind by_id by_company_id why_kind reason
    reason_companies first_viewed_at accepted_at returned_at ended_at`,
  messages: `id subject_type subject_id audience companies author_kind author_id author_company_id text channel at`,
  events: `id subject_type subject_id sequence type at actor_kind actor_id actor_company_id audience companies data
    previous_hash hash history position`,
  new_words: `id words`,
} as const
const TABLES = ['tickets', 'hand_offs', 'messages', 'events', 'new_words'] as const

/** Fills an empty database with that many tickets, as history, and lets the planner know. */
export async function seedTickets(house: House, admin: pg.Client, count: number): Promise<void> {
  const network = await asSystem(house, networkOf)
  await admin.query('create unlogged table new_words (id uuid, words text)')
  for (const batch of inventTickets(network, count, new Date())) {
    // The reference from hand-offs to tickets is checked at the commit.
    await admin.query('begin')
    for (const table of TABLES) await copyIn(admin, table, COLUMNS[table].split(/\s+/), batch[table])
    await admin.query('commit')
  }
  await admin.query(`select setval('ticket_numbers', $1)`, [10_000 + count])
  for (const { name } of notificationSubscribers())
    await admin.query(`insert into subscriber_cursors select $1, coalesce(max(position), 0) from events`, [
      name,
    ])
  await fillSearch(admin)
  await admin.query('vacuum analyze')
}

/** An index is made faster than it grows. */
async function fillSearch(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where indexname = 'ticket_search_found'`,
  )
  await admin.query('drop index ticket_search_found')
  await admin.query(`insert into ticket_search select t.id, t.created_at, w.words::tsvector, ticket_scope(t)
    from new_words w join tickets t on t.id = w.id order by t.id`)
  await admin.query(`set maintenance_work_mem = '256MB'`)
  await admin.query(rows[0]?.indexdef ?? '')
  await admin.query('drop table new_words')
}
