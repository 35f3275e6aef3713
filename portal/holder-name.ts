import type { Ticket } from '../contract/tickets.ts'
import type { Speech } from '../forms/parts/speech.ts'
import type { PortalTextKey } from '../texts/portal.ts'

type Assignment = Pick<Ticket['assignment'], 'status' | 'company' | 'branch' | 'team'>

/** Who holds a request, as a customer knows them: company and place; null while it is being read. */
export function holderName(
  { status, company, branch, team }: Assignment,
  { say }: Speech<PortalTextKey>,
): string | null {
  if (status === 'unassigned') return null
  const names = [company?.name, (branch ?? team)?.name].filter((name) => name !== undefined)
  return names.length > 0 ? names.join(say('messages.comma')) : null
}
