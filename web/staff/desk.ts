import { createContext, type RefObject, useContext, useEffect } from 'react'
import { type Shortcuts, useShortcuts } from '../ui/shortcuts.ts'
import { useTicketRoom } from './ticket/ticket-room.tsx'

/** What the list offers to the ticket beside it. */
export type ListBeside = {
  /** The number of the row after this one, else of the one before it. */
  neighbour: (number: string) => string | null
  focus: (number: string) => void
}
type Desk = {
  list: RefObject<ListBeside | null>
  /** A key that was pressed on a row: its ticket opens first, and does it then. */
  wanted: RefObject<{ number: string; key: string } | null>
}
export const DeskContext = createContext<Desk>({ list: { current: null }, wanted: { current: null } })
export const useDesk = () => useContext(DeskContext)

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
