import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, House } from '../../platform/context.ts'
import { closedLinksEnd } from '../../platform/enter-act.ts'
import { refuse } from '../../platform/refusal.ts'
import { deriveKey } from '../../platform/seal.ts'
import type { TicketRecord } from './ticket-queries.ts'

/*
 * The link's secret is computed, never stored: HMAC of ticket id and link version under a key of its own (domain.md,
 * "Tracking link"). Whoever needs it again computes it again; raising both versions revokes it, raising the newer alone
 * leaves it the status.
 */
const ID_BYTES = 16
const PROOF_BYTES = 24

function proofOf(house: Pick<House, 'config'>, id: Buffer, linkVersion: number): Buffer {
  const key = deriveKey(house, 'tracking link')
  return createHmac('sha256', key).update(id).update(String(linkVersion)).digest().subarray(0, PROOF_BYTES)
}

export function trackingToken(house: Pick<House, 'config'>, ticketId: string, linkVersion: number): string {
  const id = Buffer.from(ticketId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, proofOf(house, id, linkVersion)]).toString('base64url')
}

/** The whole link; the secret stands in the fragment, which no server, log or mail scanner is sent. */
export function trackingUrl(house: Pick<House, 'config'>, ticketId: string, linkVersion: number): string {
  return `${house.config.publicUrl}/track#${trackingToken(house, ticketId, linkVersion)}`
}

type LinkFacts = Pick<TicketRecord, 'id' | 'number' | 'link_version' | 'link_oldest_version' | 'closed_at'>

/** The ticket that a link's secret opens. A wrong, revoked or expired one is `not-found`, without saying which. */
export async function openLink(
  ctx: Ctx,
  token: string,
): Promise<{ id: string; number: string; linkVersion: number; closedAt: Date | null }> {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== ID_BYTES + PROOF_BYTES) return refuse('not-found')
  const id = bytes.subarray(0, ID_BYTES)
  const hex = id.toString('hex')
  const ticketId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  // Whoever holds a link sees nothing yet; the database gives what the secret is checked against, and no more.
  const { rows } = await sql<LinkFacts>`
    select id, number, link_version, link_oldest_version, closed_at from link_facts(${ticketId})`.execute(
    ctx.tx,
  )
  const ticket = rows[0]
  // The proof is computed in any case, so that an unknown ticket takes the same path.
  const { link_version: newest, link_oldest_version: oldest } = ticket ?? {
    link_version: 0,
    link_oldest_version: 0,
  }
  const opens = (version: number) =>
    timingSafeEqual(proofOf(ctx.house, id, version), bytes.subarray(ID_BYTES))
  let linkVersion = newest
  while (!opens(linkVersion)) {
    if (linkVersion <= oldest) return refuse('not-found')
    linkVersion -= 1
  }
  if (!ticket) return refuse('not-found')
  if (ticket.closed_at && ticket.closed_at <= closedLinksEnd(ctx.house.config, ctx.now))
    return refuse('not-found')
  return {
    id: ticket.id,
    number: ticket.number,
    linkVersion,
    closedAt: ticket.closed_at,
  }
}
