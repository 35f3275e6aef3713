import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler, type RawBuilder, sql } from 'kysely'
import { settingOf } from '../access/index.ts'
import { publicInDatabase, seenInDatabase, wholeInDatabase } from './ticket-access.ts'

/*
 * The row-level policies on everything that tells of tickets, made from the same relation as the start of a query. They
 * stand in the database as migrations wrote them; `ticket-policies.test.ts` holds the two against each other, and says
 * what to put into a new migration where they differ.
 */

/** What a policy of the application's role says. */
export type Policy = {
  table: string
  name: string
  to: 'select' | 'insert' | 'update'
  /** The rows that are read, or as they stand after the writing. */
  says: RawBuilder<unknown>
  /** The rows that a change may begin with, where these are others. */
  finds?: RawBuilder<unknown>
}

const BY_SYSTEM = sql`${settingOf('actor')} = 'system'`
const OWN_COMPANY = settingOf('company')
const ADMITTED = settingOf('admitted', 'uuid')

/** Read off the ticket, which is itself under its policy: where that is not seen, neither is what belongs to it. */
const ofTicket = (id: string, says: RawBuilder<unknown>) =>
  sql`(select ${says} from tickets where tickets.id = ${sql.ref(id)})`
const SEEN = sql`true`
const STAMPED = sql`${settingOf('internal')} = 'on' and ${OWN_COMPANY} = any (companies)`

/** As `mayRead` and `readerOf` decide: public to who sees its public part, the rest to who works there and sees it wholly. */
const meantFor = (id: string) => sql`case
    when subject_type <> 'ticket' or ${BY_SYSTEM} then true
    else ${ofTicket(
      id,
      sql`case when audience = 'public' then ${publicInDatabase} else ${STAMPED} and ${wholeInDatabase} end`,
    )}
  end`

/** As `presentHandOffs` and `heldSince` decide. The act on an admitted ticket ends and begins its hand-offs. */
const HAND_OFF = sql`case
    when ${BY_SYSTEM} or ticket_id = ${ADMITTED} then true
    else ${ofTicket(
      'hand_offs.ticket_id',
      sql`case
        when ${wholeInDatabase}
        then ${settingOf('distributor')} = 'on' and ${settingOf('actor')} = 'staff' or ${OWN_COMPANY} in (to_company_id, from_company_id)
        else to_company_id = tickets.holder_company_id and ${publicInDatabase}
      end`,
    )}
  end`

/** Only what was admitted is written to, whoever else may see it. */
const written = (id: string) => sql`${BY_SYSTEM} or ${sql.ref(id)} = ${ADMITTED}`
const writtenOf = (table: string) => sql`subject_type <> 'ticket' or ${written(`${table}.subject_id`)}`
const REVISION = sql`case when ${BY_SYSTEM} then true
    else ${STAMPED} and ${ofTicket('ticket_revisions.ticket_id', wholeInDatabase)} end`
const PART = sql`case when ${BY_SYSTEM} then true else ${ofTicket('ticket_requirements.ticket_id', SEEN)} end`

/**
 * The same condition, of which the planner expects that nearly every row meets it. Of a plain `case` it expects half, and
 * then reads and sorts what an ordered index would have given from the start; a query's own condition is nearly always
 * narrower.
 */
const nearlyAll = (says: RawBuilder<unknown>) => sql`nullif(${says}, false) is not null`
const TICKET_SEEN = nearlyAll(seenInDatabase)

/** Policies of one table; `change` where its rows change, with the rows that may be locked for it. */
function policiesOn(
  table: string,
  { read, write, change }: Record<'read' | 'write', RawBuilder<unknown>> & { change?: RawBuilder<unknown> },
): Policy[] {
  return [
    { table, name: 'seen', to: 'select', says: read },
    { table, name: 'made', to: 'insert', says: write },
    ...(change ? [{ table, name: 'changed', to: 'update', says: write, finds: change } as const] : []),
  ]
}

const HAND_OFF_WRITTEN = written('hand_offs.ticket_id')
const PART_WRITTEN = written('ticket_requirements.ticket_id')

export const TICKET_POLICIES: readonly Policy[] = [
  // The lock comes before the admission, so it is had on all that is seen.
  ...policiesOn('tickets', { read: TICKET_SEEN, write: written('tickets.id'), change: TICKET_SEEN }),
  ...policiesOn('hand_offs', { read: HAND_OFF, write: HAND_OFF_WRITTEN, change: HAND_OFF_WRITTEN }),
  ...policiesOn('messages', { read: meantFor('messages.subject_id'), write: writtenOf('messages') }),
  ...policiesOn('events', { read: meantFor('events.subject_id'), write: writtenOf('events') }),
  ...policiesOn('ticket_requirements', { read: PART, write: PART_WRITTEN, change: PART_WRITTEN }),
  ...policiesOn('ticket_revisions', { read: REVISION, write: written('ticket_revisions.ticket_id') }),
  ...policiesOn('mail_deliveries', { read: BY_SYSTEM, write: BY_SYSTEM, change: BY_SYSTEM }),
]

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error('Only compiles')
    },
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A condition without parameters, as SQL. */
export function textOf(condition: RawBuilder<unknown>): string {
  const { sql: text, parameters } = condition.compile(compiler)
  if (parameters.length > 0) throw new Error('A policy has no parameters')
  return text
}

/** The statement that makes a policy in a migration. */
export function createPolicy({ table, name, to, says, finds }: Policy): string {
  const clauses = [
    ...(to === 'insert' ? [] : [`using (${textOf(finds ?? says)})`]),
    ...(to === 'select' ? [] : [`with check (${textOf(says)})`]),
  ]
  return `create policy ${name} on ${table} for ${to} to interchange_app\n${clauses.join('\n')}`
}
