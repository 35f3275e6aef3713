import { useState } from 'react'
import { useTexts } from '../../shell/use-texts.ts'
import type { Saying } from '../../ui/said.tsx'
import { newsSince } from './news.ts'
import { useTicketRoom } from './ticket-room.tsx'

/** What a dialog says about its ticket: why it was refused, else what others changed while the dialog stood open. */
export function useDialogSaying(refused: string | null): Saying | null {
  const { t } = useTexts()
  const { ticket, items, busy } = useTicketRoom()
  const [opened] = useState(ticket)
  if (refused) return { tone: 'bad', text: refused }
  // While one's own act is under way, what changes is one's own doing.
  const news = busy ? null : newsSince(opened, ticket, items, t)
  return news ? { tone: 'warn', text: `${t('ticket.changed')} ${news}` } : null
}
