import type { TimelineEntry } from '../../../contract/conversation.ts'
import type { Ticket } from '../../../contract/tickets.ts'
import type { Translate } from '../../shell/use-texts.ts'
import { fullName, holderOf } from '../holder.ts'

const TOLD: readonly TimelineEntry['type'][] = [
  'ticket.assigned',
  'ticket.accepted',
  'ticket.returned',
  'ticket.status-changed',
]
type Seen = Pick<Ticket, 'version' | 'updatedAt' | 'assignment' | 'status'>

const holderName = ({ assignment }: Seen) => {
  const holder = holderOf(assignment)
  return [fullName(holder), holder.person].filter(Boolean).join(', ')
}

/** What others did to a ticket since it was `before`: to its holder and its status; null where nothing of that changed. */
export function newsSince(
  before: Seen,
  now: Seen,
  items: readonly TimelineEntry[],
  t: Translate,
): string | null {
  if (before.version === now.version) return null
  const since = Date.parse(before.updatedAt)
  const fresh = items.filter(({ type, at }) => TOLD.includes(type) && Date.parse(at) > since)
  const told = (...types: TimelineEntry['type'][]) => fresh.some(({ type }) => types.includes(type))
  const sentences = fresh.map(({ text }) => (/[.!?؟]$/.test(text) ? text : `${text}.`))
  // The history names who did it; where it says nothing, at least how it stands now.
  if (holderName(before) !== holderName(now) && !told('ticket.assigned', 'ticket.returned'))
    sentences.push(t('ticket.heldNow', { name: holderName(now) }))
  if (before.status.key !== now.status.key && !told('ticket.status-changed'))
    sentences.push(t('ticket.statusNow', { name: now.status.name }))
  return sentences.length > 0 ? sentences.join(' ') : null
}
