import type { Provider } from 'oidc-provider'
import type { AdminSession, AdminSessions } from './admin/admin-sessions.ts'
import type { NetworkFile } from './network-file.ts'
import type { SessionStore } from './session-store.ts'
import type { UserPasswords } from './user-passwords.ts'

const SWEEP_EVERY_MS = 2_000

/** The package's client has this act, its types do not. */
type ToldClient = ProviderClient & { backchannelLogout(accountId: string, sid?: string): Promise<void> }
type ProviderClient = NonNullable<Awaited<ReturnType<Provider['Client']['find']>>>

interface Parts {
  provider: Provider
  /** The application that is told. */
  clientId: string
  store: SessionStore
  networkFile: NetworkFile
  passwords: UserPasswords
  adminSessions: AdminSessions
  /** Ends what is not in the store: half-finished sign-ins, visits to the account page. */
  forgetElsewhere(userId: string): void
}

export interface SessionEnding {
  /**
   * Ends all that a person has open: sessions and tokens here, and, by a logout token without `sid`, all their
   * sessions in the application, also those that outlived the one here. `kept` is the session at the administration
   * pages from which somebody ends their own, and stays.
   */
  endSessionsOf(userId: string, kept?: AdminSession): Promise<void>
  /** Ends sessions of who left or whose password is newer, and drops what has expired. */
  sweep(): Promise<void>
}

export function createSessionEnding(parts: Parts): SessionEnding {
  const { provider, clientId, store, adminSessions, networkFile, passwords } = parts

  async function endSessionsOf(userId: string, kept?: AdminSession): Promise<void> {
    store.forgetAccount(userId)
    adminSessions.endAllOf(userId, kept)
    parts.forgetElsewhere(userId)
    const client = (await provider.Client.find(clientId)) as ToldClient | undefined
    if (client?.backchannelLogoutUri) await client.backchannelLogout(userId)
  }

  async function sweep(): Promise<void> {
    store.sweep()
    const { userById } = await networkFile.current()
    for (const { accountId, eldestLogin } of store.signedIn()) {
      const changed = passwords.changedAt(accountId)
      const older = changed !== undefined && eldestLogin < Math.floor(changed / 1000)
      if (older || !userById.get(accountId)?.active) await endSessionsOf(accountId)
    }
    for (const userId of adminSessions.signedIn()) {
      if (!userById.get(userId)?.active) adminSessions.endAllOf(userId)
    }
  }

  return { endSessionsOf, sweep }
}

/** Sweeps now and then until the program ends: the network file and passwords may be changed from outside. */
export function sweepRegularly(ending: SessionEnding, report: (line: string) => void): void {
  const again = () =>
    setTimeout(() => {
      ending
        .sweep()
        .catch((error: Error) => report(`error: sweeping sessions: ${error.message}`))
        .finally(again)
    }, SWEEP_EVERY_MS).unref()
  again()
}
