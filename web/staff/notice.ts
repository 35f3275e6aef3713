import { createContext, type Dispatch, type SetStateAction, useContext } from 'react'
import type { Saying } from '../ui/said.tsx'

/** `beside` is the ticket that was opened in place of the one that left; the line stays while that one is open. */
export type NoticeLine = Saying & { beside?: string }
type Notice = { notice: NoticeLine | null; setNotice: Dispatch<SetStateAction<NoticeLine | null>> }

/** A line above the list, for what happened to a ticket that is no longer there. */
export const NoticeContext = createContext<Notice>({ notice: null, setNotice: () => {} })
export const useNotice = () => useContext(NoticeContext)
