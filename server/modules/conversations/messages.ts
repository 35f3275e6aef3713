import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../../platform/context.ts'
import type { Reader } from './message-audience.ts'
import type { ConversationTables, MessageRecord, MessagesTable } from './tables.ts'

export type NewMessage = Pick<
  MessagesTable,
  | 'subject_type'
  | 'subject_id'
  | 'audience'
  | 'companies'
  | 'author_kind'
  | 'author_id'
  | 'author_company_id'
  | 'text'
>

/** Adds a message to its subject's thread and gives its id. The subject's room has decided that the author may. */
export async function addMessage(ctx: Ctx, message: NewMessage): Promise<string> {
  const id = uuidv7()
  await ctx.tx
    .withTables<ConversationTables>()
    .insertInto('messages')
    .values({ id, ...message, channel: 'portal', at: ctx.now })
    .execute()
  return id
}

/** Messages of a subject that this reader was meant to read, oldest first; only `ids`, where given. */
export async function messagesFor(
  ctx: Ctx,
  subject: { type: string; id: string },
  reader: Reader,
  ids?: readonly string[],
): Promise<MessageRecord[]> {
  if (ids?.length === 0) return []
  let query = ctx.tx
    .withTables<ConversationTables>()
    .selectFrom('messages')
    .selectAll()
    .where('subject_type', '=', subject.type)
    .where('subject_id', '=', subject.id)
    // The same rule as `mayRead`, where the query starts.
    .where(sql<boolean>`(audience = 'public' or ${reader.companyId}::text = any(companies))`)
    .orderBy('serial')
  if (ids) query = query.where('id', 'in', [...ids])
  return query.execute()
}
