import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Language } from '../../../contract/languages.ts'
import type { Ctx } from '../../platform/context.ts'
import type { ContactKind, CustomerTables } from './tables.ts'

type Store = Pick<Ctx, 'tx' | 'now'>
/** A contact as the contract normalises it: an address in lower case, a number as E.164. */
export type Contact = { kind: ContactKind; value: string }

const customerTables = (ctx: Pick<Ctx, 'tx'>) => ctx.tx.withTables<CustomerTables>()

/**
 * The record that owns this contact; where nobody does, a new one of this contact alone: what was typed beside it is not
 * proved with it. One statement whether the contact is known or not, and nothing of a known record changes.
 */
export async function customerWith(
  ctx: Store,
  { kind, value }: Contact,
  language: Language,
): Promise<string> {
  const id = uuidv7()
  const find = sql<{ customer_id: string }>`
    with known as (
      select customer_id from customer_contacts where kind = ${kind} and value = ${value}
    ), named as (
      insert into customer_contacts (kind, value, customer_id, created_at)
      select ${kind}, ${value}, ${id}::uuid, ${ctx.now}::timestamptz where not exists (select from known)
      on conflict do nothing returning customer_id
    ), made as (
      insert into customers (id, language, created_at)
      select customer_id, ${language}, ${ctx.now}::timestamptz from named
    )
    select customer_id from known union all select customer_id from named`
  // Nothing comes back only where another request named the contact first: then it is known by now.
  for (let tries = 0; tries < 3; tries += 1) {
    const { rows } = await find.execute(ctx.tx)
    if (rows[0]) return rows[0].customer_id
  }
  throw new Error('a contact had neither an owner nor none')
}

/** Writes down that the customer has proved this contact of theirs, and how they read. */
export async function markVerified(
  ctx: Store,
  customerId: string,
  { kind, value }: Contact,
  language: Language,
): Promise<void> {
  const db = customerTables(ctx)
  await db
    .updateTable('customer_contacts')
    .set({ verified_at: ctx.now })
    .where('kind', '=', kind)
    .where('value', '=', value)
    .where('verified_at', 'is', null)
    .execute()
  await db.updateTable('customers').set({ language }).where('id', '=', customerId).execute()
}

/** The e-mail addresses that a customer has proved, oldest first. */
export async function verifiedEmails(ctx: Pick<Ctx, 'tx'>, customerId: string): Promise<string[]> {
  const rows = await customerTables(ctx)
    .selectFrom('customer_contacts')
    .select('value')
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'email')
    .where('verified_at', 'is not', null)
    .orderBy('verified_at')
    .execute()
  return rows.map((row) => row.value)
}
