import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useRef } from 'react'
import type { Session } from '../../contract/session.ts'
import { api } from './api.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Failure } from './failure.tsx'
import { SessionEnded } from './session-ended.tsx'
import { Logo, SignInPage } from './sign-in-page.tsx'
import { useTexts } from './use-texts.ts'

export type StaffSession = Session & { user: NonNullable<Session['user']> }
const Current = createContext<StaffSession | null>(null)

/** Who works here. Only inside `SessionGate`. */
export function useSession(): StaffSession {
  const session = useContext(Current)
  if (!session) throw new Error('useSession outside SessionGate')
  return session
}

const isStaff = (session: Session | undefined): session is StaffSession =>
  session?.kind === 'staff' && session.user !== null

/**
 * Lets staff in. When a session ends under open work, by whatever way, the page is taken away at once: who is no longer
 * signed in sees nothing. What was typed is in the storage of the tab, and is there again after the next sign-in.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const { language } = useTexts()
  const query = useQuery({
    queryKey: ['session', language],
    queryFn: api.session,
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  const lastStaff = useRef<StaffSession | null>(null)
  if (isStaff(query.data)) lastStaff.current = query.data
  const staff = lastStaff.current
  if (staff) {
    if (query.data !== undefined && !isStaff(query.data)) return <SessionEnded />
    return (
      <Current.Provider value={staff}>
        {children}
        <ConfirmDialog />
      </Current.Provider>
    )
  }
  if (query.data)
    return <SignInPage foreign={query.data.kind !== 'nobody' && query.data.kind !== 'customer'} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} page />
  return (
    <div className="gate" aria-busy="true">
      <Logo />
    </div>
  )
}
