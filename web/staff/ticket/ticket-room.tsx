import { useNavigate, useParams } from '@tanstack/react-router'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { Ticket, Transitions } from '../../../contract/tickets.ts'
import { isProblem } from '../../shell/api.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import type { Saying } from '../../ui/said.tsx'
import { useNotice } from '../notice.ts'
import { reloadTicket } from './use-ticket.ts'

const SAID_FOR = 15_000

export type Dialogs = 'assign' | 'return' | null

type Room = {
  ticket: Ticket
  etag: string | null
  transitions: Transitions | undefined
  /** The line under the head: what came of the last act. */
  saying: Saying | null
  say: (saying: Saying | null) => void
  busy: boolean
  /**
   * Does one act and reloads. Says `done`; where the ticket is gone from sight afterwards, goes back to the list and says
   * `gone` there. Answers the problem's text where it was refused.
   */
  act: (work: () => Promise<unknown>, done: string, gone?: string) => Promise<string | null>
  reload: () => Promise<void>
  dialog: Dialogs
  setDialog: (dialog: Dialogs) => void
}
const TicketContext = createContext<Room | null>(null)

/** The open ticket and the way to act on it. Only inside `TicketRoom`. */
export function useTicketRoom(): Room {
  const room = useContext(TicketContext)
  if (!room) throw new Error('useTicketRoom outside TicketRoom')
  return room
}

type TicketRoomProps = Pick<Room, 'ticket' | 'etag' | 'transitions'> & { children: ReactNode }

export function TicketRoom({ ticket, etag, transitions, children }: TicketRoomProps) {
  const { t, language } = useTexts()
  const { setNotice } = useNotice()
  const navigate = useNavigate()
  const { view } = useParams({ strict: false })
  const [saying, say] = useState<Saying | null>(null)
  useEffect(() => {
    // What went well is in the history too; a refusal stays until the next act.
    if (saying?.tone !== 'good') return
    const timer = setTimeout(() => say(null), SAID_FOR)
    return () => clearTimeout(timer)
  }, [saying])
  const [busy, setBusy] = useState(false)
  const [dialog, setDialog] = useState<Dialogs>(null)
  const { number } = ticket
  const reload = useCallback(() => reloadTicket(number, language), [number, language])

  const act = useCallback<Room['act']>(
    async (work, done, gone) => {
      setBusy(true)
      say(null)
      try {
        await work()
      } catch (error) {
        // Refused because it is no longer as it was shown: show it as it is now.
        if (isProblem(error)) await reload().catch(() => {})
        setBusy(false)
        return problemText(error, t)
      }
      try {
        await reload()
        say({ tone: 'good', text: done })
      } catch (error) {
        if (isProblem(error, 'not-found')) {
          setNotice({ tone: 'good', text: gone ?? done })
          if (view) void navigate({ to: '/v/$view', params: { view }, search: true })
        } else say({ tone: 'good', text: done })
      }
      setBusy(false)
      return null
    },
    [reload, t, setNotice, navigate, view],
  )

  const room = useMemo(
    () => ({ ticket, etag, transitions, saying, say, busy, act, reload, dialog, setDialog }),
    [ticket, etag, transitions, saying, busy, act, reload, dialog],
  )
  return <TicketContext.Provider value={room}>{children}</TicketContext.Provider>
}
