import { createContext, type RefObject, useContext } from 'react'

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
