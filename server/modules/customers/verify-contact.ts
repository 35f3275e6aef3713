import type { Language } from '../../../contract/languages.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Contact, customerWith, markVerified } from './customer-queries.ts'

/** The record of whoever has just proved this contact: its owner's, from now on verified. A new one where it was unknown. */
export async function verifyContact(ctx: Ctx, contact: Contact, language: Language): Promise<string> {
  const customerId = await customerWith(ctx, contact, language)
  await markVerified(ctx, customerId, contact, language)
  return customerId
}
