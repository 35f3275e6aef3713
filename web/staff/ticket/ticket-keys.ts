import { useEffect } from 'react'
import { type Shortcuts, useShortcuts } from '../../ui/shortcuts.ts'
import { useDesk } from '../desk.ts'
import { useTicketRoom } from './ticket-room.tsx'

/** Keys of the open ticket; one that was pressed on its row in the list is done as soon as the ticket can. */
export function useTicketKeys(keys: Shortcuts): void {
  const { wanted } = useDesk()
  const { ticket, transitions } = useTicketRoom()
  useShortcuts(keys)
  useEffect(() => {
    const asked = wanted.current
    const act = asked && transitions && asked.number === ticket.number ? keys[asked.key] : undefined
    if (!act) return
    wanted.current = null
    act()
  })
}
