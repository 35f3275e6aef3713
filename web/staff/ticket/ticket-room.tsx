import { useNavigate, useParams } from '@tanstack/react-router'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { TimelineEntry } from '../../../contract/conversation.ts'
import type { Ticket, Transitions } from '../../../contract/tickets.ts'
import { isProblem, queryClient } from '../../shell/api.ts'
import { problemText } from '../../shell/problem-text.ts'
import { useTexts } from '../../shell/use-texts.ts'
import type { Saying } from '../../ui/said.tsx'
import { useDesk } from '../desk.ts'
import { NARROW } from '../narrow.ts'
import { useNotice } from '../notice.ts'
import { newsSince } from './news.ts'
import { reloadTicket, reloadTimeline } from './use-ticket.ts'

const SAID_FOR = 15_000

/** What is left of a ticket that the act took from the actor's sight. */
const isReduced = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'reduced' in answer && answer.reduced === true

/** `unassign` is the assignment picker with Unassigned already chosen. */
export type Dialogs = 'assign' | 'unassign' | 'return' | null

type Room = {
  ticket: Ticket
  /** Names the version that is on the screen, for `If-Match`. */
  ifMatch: string
  transitions: Transitions | undefined
  /** What happened to it, as far as it is loaded. */
  items: readonly TimelineEntry[]
  /** The line under the head: what came of the last act. */
  saying: Saying | null
  say: (saying: Saying | null) => void
  busy: boolean
  /**
   * Does one act and reloads. Says `done`; where the act took the ticket from sight, goes on to the next row and says
   * `gone` above the list. Answers the problem's text where it was refused; one that came too late learns what changed.
   */
  act: (work: () => Promise<unknown>, done: string, gone?: string) => Promise<string | null>
  reload: () => Promise<Ticket>
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

type TicketRoomProps = Pick<Room, 'ticket' | 'transitions' | 'items'> & {
  etag: string | null
  children: ReactNode
}

export function TicketRoom({ ticket, etag, transitions, items, children }: TicketRoomProps) {
  const { t, language } = useTexts()
  const { setNotice } = useNotice()
  const navigate = useNavigate()
  const { view } = useParams({ strict: false })
  const { list, wanted } = useDesk()
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
  const ifMatch = etag ?? `"${ticket.version}"`
  const reload = useCallback(() => reloadTicket(number, language), [number, language])

  const explain = useCallback(
    async (error: unknown): Promise<string> => {
      if (!isProblem(error)) return problemText(error, t)
      // Refused because it is no longer as it was shown: show it as it is now.
      const now = await reload().catch(() => null)
      if (!isProblem(error, 'version-stale') || !now) return problemText(error, t)
      const timeline = await reloadTimeline(number, ticket.id, language).catch(() => null)
      const news = newsSince(ticket, now, timeline?.items ?? [], t)
      return [t('ticket.changed'), news, t('ticket.decideAgain')].filter(Boolean).join(' ')
    },
    [reload, t, ticket, number, language],
  )

  const act = useCallback<Room['act']>(
    async (work, done, gone) => {
      setBusy(true)
      say(null)
      const leave = () => {
        const next = matchMedia(NARROW).matches ? null : (list.current?.neighbour(number) ?? null)
        void queryClient.invalidateQueries({ queryKey: ['tickets'] })
        setNotice({ tone: 'good', text: gone ?? done, ...(next ? { beside: next } : {}) })
        if (!view) return
        if (next) {
          void navigate({ to: '/v/$view/t/$number', params: { view, number: next }, search: true })
          list.current?.focus(next)
        } else void navigate({ to: '/v/$view', params: { view }, search: true })
      }
      try {
        const answer = await work()
        if (isReduced(answer)) {
          leave()
          setBusy(false)
          return null
        }
      } catch (error) {
        const text = await explain(error)
        setBusy(false)
        return text
      }
      try {
        await reload()
        say({ tone: 'good', text: done })
      } catch (error) {
        if (isProblem(error, 'not-found')) leave()
        else say({ tone: 'good', text: done })
      }
      setBusy(false)
      return null
    },
    [reload, explain, setNotice, navigate, view, number, list],
  )

  const room = useMemo(
    () => ({ ticket, ifMatch, transitions, items, saying, say, busy, act, reload, dialog, setDialog }),
    [ticket, ifMatch, transitions, items, saying, busy, act, reload, dialog],
  )
  useEffect(() => {
    // Runs after the parts of the ticket had their turn: a key that none of them knows is forgotten.
    if (transitions) wanted.current = null
  }, [transitions, wanted])
  return <TicketContext.Provider value={room}>{children}</TicketContext.Provider>
}
