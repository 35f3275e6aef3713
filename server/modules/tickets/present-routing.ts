import type { Ticket } from '../../../contract/tickets.ts'
import { fill } from '../../../texts/fill.ts'
import type { Reason } from '../routing/index.ts'
import type { TicketRecord } from './ticket-queries.ts'
import { nameBranch, nameBrand, nameCity, nameService, readsForNetwork, type Viewer } from './viewer.ts'

/**
 * Why a ticket went where it went, in the reader's language. It is for the distributor's staff; a dealer, and every client,
 * reads it where the rules chose their company, and nothing of how the others were weighed (domain.md, "Conversation").
 */
export function presentRouting(viewer: Viewer, ticket: TicketRecord): Ticket['routing'] {
  const { routing } = ticket
  const chosen = routing.reasons.map(
    (reason) => viewer.network.branches.get(reason.values.branchId ?? '')?.companyId,
  )
  if (!readsForNetwork(viewer)) {
    const own = 'companyId' in viewer.actor ? viewer.actor.companyId : null
    if (!chosen.includes(own ?? '')) return null
  }
  return {
    rule: ruleName(viewer, routing.rule),
    reasons: routing.reasons.map((reason) => ({
      code: reason.code,
      values: reason.values,
      text: fill(viewer.words.routing[reason.code], namesIn(viewer, reason)),
    })),
  }
}

/** The rule by its name; a rule that is no longer known keeps its key. */
export function ruleName(viewer: Viewer, key: string): string {
  return (viewer.words.rules as Record<string, string>)[key] ?? key
}

function namesIn(viewer: Viewer, { values }: Reason): Record<string, string> {
  return {
    ...values,
    branch: nameBranch(viewer, values.branchId ?? null)?.name ?? '',
    brand: nameBrand(viewer, values.brandId ?? null)?.name ?? '',
    city: nameCity(viewer, values.cityId ?? null)?.name ?? '',
    service: nameService(viewer, values.serviceId ?? null)?.name ?? '',
    type: (viewer.words.types as Record<string, string>)[values.type ?? ''] ?? '',
    topic: (viewer.words.topics as Record<string, string>)[values.topic ?? ''] ?? '',
  }
}
