import { createContext, useContext } from 'react'
import type { Saying } from '../ui/said.tsx'

type Notice = { notice: Saying | null; setNotice: (notice: Saying | null) => void }

/** A line above the list, for what happened to a ticket that is no longer there. */
export const NoticeContext = createContext<Notice>({ notice: null, setNotice: () => {} })
export const useNotice = () => useContext(NoticeContext)
