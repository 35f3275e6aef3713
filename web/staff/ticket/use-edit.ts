import { useCallback } from 'react'
import type { PatchTicket } from '../../../contract/tickets.ts'
import { api, isProblem } from '../../shell/api.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import { useTicketRoom } from './ticket-room.tsx'

/** Changes fields of the version that is on the screen. A refusal is told under the head, with the ticket as it is now. */
export function useEdit() {
  const { t } = useTexts()
  const { ticket, ifMatch, say, reload } = useTicketRoom()
  return useCallback(
    async (patch: PatchTicket): Promise<boolean> => {
      say(null)
      try {
        await api.patchTicket(ticket.id, patch, ifMatch)
        await reload()
        return true
      } catch (error) {
        if (isProblem(error)) await reload().catch(() => {})
        say({ tone: 'bad', text: problemText(error, t) })
        return false
      }
    },
    [ticket.id, ifMatch, say, reload, t],
  )
}
