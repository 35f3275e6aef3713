import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerAccount } from './account.ts'
import { ACCOUNT_VISIT_MS, type AccountVisit } from './account-visits.ts'
import { type AdminSessions, keepAdminSessions } from './admin/admin-sessions.ts'
import { callerAddress } from './caller-address.ts'
import { type CredentialCheck, createCredentialCheck } from './check-credentials.ts'
import { createSessionEnding, type SessionEnding, sweepRegularly } from './end-sessions.ts'
import { openIdentityDatabase } from './identity-database.ts'
import type { NetworkFile } from './network-file.ts'
import { createProvider } from './openid-provider.ts'
import type { Settings } from './read-settings.ts'
import { rememberBriefly } from './remember-briefly.ts'
import { openSecondFactors } from './second-factors.ts'
import { loadServiceClients } from './service-clients.ts'
import { openSessionStore } from './session-store.ts'
import { answerSignIn, type SignInStep } from './sign-in.ts'
import { countSignInAttempts } from './sign-in-attempts.ts'
import { loadSigningKeys } from './signing-keys.ts'
import type { DescribeSurroundings } from './surroundings.ts'
import { openUserPasswords, type UserPasswords } from './user-passwords.ts'

const STEP_MS = 10 * 60_000

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

/** All that signs people and services in, and what administration needs of it. */
export interface SignIn {
  openId(request: IncomingMessage, response: ServerResponse): Promise<void>
  signIn: Answer
  account: Answer
  passwords: UserPasswords
  checkCredentials: CredentialCheck['checkCredentials']
  endSessionsOf: SessionEnding['endSessionsOf']
  /** Sessions at the administration pages, which end with all others. */
  sessions: AdminSessions
  addressOf(request: IncomingMessage): string
  hasTotp(userId: string): boolean
  resetTotp: CredentialCheck['resetTotp']
}

interface Parts {
  settings: Settings
  networkFile: NetworkFile
  surroundings: DescribeSurroundings
  report(line: string): void
}

export async function openSignIn(parts: Parts): Promise<SignIn> {
  const { settings, networkFile, surroundings, report } = parts
  const { dataDir, demo, client, issuer, secondFactor } = settings
  const keys = await loadSigningKeys(dataDir)
  const passwords = await openUserPasswords(dataDir, demo)
  await passwords.ensure((await networkFile.current()).network.users.map((user) => user.id))
  const application = new URL(client.redirectUris[0] ?? issuer).origin
  const wishes = { file: settings.serviceClientsFile, demo, dataDir, application, taken: client.id }
  const serviceClients = await loadServiceClients(wishes)

  const database = openIdentityDatabase(dataDir)
  const factors = openSecondFactors(database)
  const store = openSessionStore(database)
  const attempts = countSignInAttempts()
  const credentials = createCredentialCheck({ networkFile, passwords, factors, attempts, secondFactor })
  const { needsSecondFactor } = credentials
  const steps = rememberBriefly<SignInStep>(STEP_MS)
  const adminSessions = keepAdminSessions()
  const visits = rememberBriefly<AccountVisit>(ACCOUNT_VISIT_MS)
  const provider = createProvider({ ...parts, keys, store, serviceClients, needsSecondFactor })

  function forgetElsewhere(userId: string): void {
    steps.deleteWhere((step) => step.userId === userId)
    visits.deleteWhere((visit) => visit.userId === userId)
  }
  const ending = createSessionEnding({
    ...{ provider, store, adminSessions, networkFile, passwords, forgetElsewhere },
    clientId: client.id,
  })
  // Who left, or got another password, while the program was not running.
  await ending.sweep()
  sweepRegularly(ending, report)

  const addressOf = (request: IncomingMessage) => callerAddress(request, settings.trustedHops)
  const { endSessionsOf } = ending
  const endAdminSessionsOf = (userId: string) => adminSessions.endAllOf(userId)
  const common = { networkFile, passwords, credentials, factors, surroundings, addressOf, report }
  return {
    openId: provider.callback(),
    signIn: answerSignIn({ ...common, provider, steps, demo }),
    account: answerAccount({ ...common, visits, issuer, endSessionsOf, endAdminSessionsOf }),
    passwords,
    checkCredentials: credentials.checkCredentials,
    endSessionsOf,
    sessions: adminSessions,
    addressOf,
    hasTotp: factors.has,
    resetTotp: credentials.resetTotp,
  }
}
