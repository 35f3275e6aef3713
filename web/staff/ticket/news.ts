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

/** What others did to a ticket since it was `before`, and who holds it and how it stands now; null where nothing of that changed. */
export function newsSince(
  before: Seen,
  now: Seen,
  items: readonly TimelineEntry[],
  t: Translate,
): string | null {
  if (before.version === now.version) return null
  const since = Date.parse(before.updatedAt)
  const sentences = items
    .filter(({ type, at }) => TOLD.includes(type) && Date.parse(at) > since)
    .map(({ text }) => (/[.!?؟]$/.test(text) ? text : `${text}.`))
  if (holderName(before) !== holderName(now)) sentences.push(t('ticket.heldNow', { name: holderName(now) }))
  if (before.status.key !== now.status.key) sentences.push(t('ticket.statusNow', { name: now.status.name }))
  return sentences.length > 0 ? sentences.join(' ') : null
}
