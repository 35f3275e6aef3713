import { CATEGORY_OF, type StatusKey } from '../../../contract/ticket-status.ts'
import type { Transitions } from '../../../contract/tickets.ts'
import { fill } from '../../../texts/fill.ts'
import { problemWords } from '../../../texts/problems.ts'
import type { Ctx } from '../../platform/context.ts'
import { may } from '../access/index.ts'
import { stampFor } from '../conversations/index.ts'
import { codesFor, reachable, type StatusSide } from './decide-status.ts'
import { listTargets } from './list-targets.ts'
import { namesOfReaders } from './present-message.ts'
import { abilitiesOn } from './ticket-abilities.ts'
import { works } from './ticket-access.ts'
import { requirementsOf, type SeenTicket } from './ticket-queries.ts'
import { type Viewer, viewerOf } from './viewer.ts'

const NOTHING: Transitions = { statuses: [], targets: [], requirements: [], audiences: [] }

/** What this caller may do with the ticket now: statuses with their codes, targets with why not, open requirements. */
export async function listTransitions(ctx: Ctx, seen: SeenTicket): Promise<Transitions> {
  if (seen.sight === 'reduced') return NOTHING
  const viewer = await viewerOf(ctx)
  const { ticket, sight } = seen
  const can = abilitiesOn(ctx, seen, viewer.network)
  const requirements = await requirementsOf(ctx, ticket.id)
  const side: StatusSide = works(ctx.actor, sight) ? 'worker' : 'requester'
  const open = requirements.some((requirement) => !requirement.met)
  return {
    statuses: can.changeStatus
      ? reachable(ticket.status, side).map((to) => status(ctx, viewer, to, side, open))
      : [],
    targets: can.assign ? await listTargets(ctx, viewer, ticket) : [],
    requirements:
      sight === 'full'
        ? requirements.map(({ code, met }) => ({ code, met, text: fill(viewer.words.requirement, { code }) }))
        : [],
    audiences: audiences(ctx, viewer, seen, can),
  }
}

function status(
  ctx: Ctx,
  viewer: Viewer,
  to: StatusKey,
  side: StatusSide,
  open: boolean,
): Transitions['statuses'][number] {
  const codes = codesFor(to, side).map((code) => ({ code, name: viewer.words.closingCodes[code] }))
  const needs = CATEGORY_OF[to] === 'closed' ? ['code'] : to === 'on-hold' ? ['reason', 'resumeAt'] : []
  const closing = CATEGORY_OF[to] === 'closed' && !may(ctx.actor, 'tickets.close')
  const refused = closing ? 'not-permitted' : to === 'resolved' && open ? 'requirements-open' : null
  return {
    status: { key: to, name: viewer.words.statuses[to], category: CATEGORY_OF[to] },
    codes,
    needs,
    whyNot: refused === null ? null : problemWords.title(refused, viewer.language),
  }
}

/** Who would read what: the companies by name, so that a note can never be taken for a reply. */
function audiences(
  ctx: Ctx,
  viewer: Viewer,
  { ticket }: SeenTicket,
  can: { reply: boolean; note: boolean },
): Transitions['audiences'] {
  const { actor } = ctx
  const list: Transitions['audiences'] = can.reply ? [{ key: 'public', readers: [] }] : []
  if (!can.note || actor.kind !== 'staff') return list
  for (const key of ['network', 'company'] as const) {
    const companies = stampFor(key, {
      authorCompanyId: actor.companyId,
      distributorId: viewer.network.distributor.id,
      holderCompanyId: ticket.holder_company_id,
    })
    list.push({ key, readers: namesOfReaders(viewer, companies) })
  }
  return list
}
