import type { Network } from '../network-file.ts'
import type { Visit } from './visit.ts'

/** What follows from an edit: who may no longer sign in has no sessions any more, and new people get a password. */
export async function afterEdit({ works, session }: Visit, before: Network): Promise<void> {
  const { network: after } = await works.store.current()
  const old = whoMaySignIn(before)
  const now = whoMaySignIn(after)
  await works.passwords.ensure([...now].filter((id) => !old.has(id)))
  for (const id of old) {
    if (now.has(id)) continue
    await works.endSessionsOf(id, session)
  }
}

/** Ends all that a person has open, here and in the application. */
export async function endAllSessions({ works, session }: Visit, userId: string): Promise<void> {
  await works.endSessionsOf(userId, session)
}

function whoMaySignIn({ companies, users }: Network): Set<string> {
  const inUse = new Set(companies.filter(({ active }) => active).map(({ id }) => id))
  return new Set(users.filter((user) => user.active && inUse.has(user.companyId)).map(({ id }) => id))
}
