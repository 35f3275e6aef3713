import type { ClientScope } from '../../../contract/actions.ts'
import { applySnapshot } from '../../modules/directory/index.ts'
import { createStaffSession, revokeClient } from '../../modules/sign-in/index.ts'
import { inTransaction } from '../../platform/context.ts'
import type { Caller, TestApp } from '../test-app.ts'
import { BRANCH, COMPANY, USER, worldSnapshot } from '../world-network.ts'

/** Everybody of the matrix, with the company whose notes they could read. */
export const ACTORS = {
  administrator: COMPANY.distributor,
  coordinator: COMPANY.distributor,
  auditor: COMPANY.distributor,
  privacyOfficer: COMPANY.distributor,
  recallSpecialist: COMPANY.distributor,
  alphaManager: COMPANY.alpha,
  alphaNorthAgent: COMPANY.alpha,
  alphaSouthAgent: COMPANY.alpha,
  alphaTeamAgent: COMPANY.alpha,
  betaManager: COMPANY.beta,
  betaNorthAgent: COMPANY.beta,
  betaTeamAgent: COMPANY.beta,
  /** By the ticket's own tracking link, and by that of another ticket. */
  ownLink: null,
  /** By the link that the ticket was created with; the same as `ownLink` until it is replaced. */
  firstLink: null,
  otherLink: null,
  /** A page of the portal before anybody said who they are. */
  portal: null,
  /** Whoever asked, signed in by a code to the address on the ticket; and somebody else, signed in by theirs. */
  ownCustomer: null,
  otherCustomer: null,
  /** Website of the distributor, acting as the requester too. */
  distributorClient: null,
  alphaClient: null,
  betaClient: null,
  /** May only create. */
  alphaCreator: null,
  /** Read what their company holds, too: all of it, with its notes, of one branch; the rival's may act as the requester. */
  alphaUnitClient: null,
  alphaInternalClient: null,
  alphaNorthClient: null,
  betaUnitClient: null,
  /** A form on another site. */
  embed: null,
  signedOut: null,
  /** Staff whose session has ended, and who left the company a minute ago. */
  expired: null,
  deactivated: null,
  /** A key that was revoked, and one that has expired. */
  revokedKey: null,
  expiredKey: null,
} as const
export type ActorName = keyof typeof ACTORS
export const ACTOR_NAMES = Object.keys(ACTORS) as ActorName[]

/** Dealers' clients, by the company whose they are. */
export const DEALER_OF: Partial<Record<ActorName, string>> = {
  ...{ alphaClient: COMPANY.alpha, betaClient: COMPANY.beta, betaUnitClient: COMPANY.beta },
  ...{ alphaUnitClient: COMPANY.alpha, alphaInternalClient: COMPANY.alpha, alphaNorthClient: COMPANY.alpha },
}

export const STAFF = ACTOR_NAMES.filter((name) => ACTORS[name] !== null)
export const OF_DISTRIBUTOR: readonly ActorName[] = STAFF.filter(
  (name) => ACTORS[name] === COMPANY.distributor,
)
/** See and may name everything of the network. */
export const OF_NETWORK: readonly ActorName[] = ['administrator', 'coordinator', 'auditor', 'privacyOfficer']
/** Read and decide nothing. */
export const ONLY_READ: readonly ActorName[] = ['auditor', 'privacyOfficer']
export const CLIENTS: readonly ActorName[] = [
  ...(['distributorClient', 'alphaClient', 'betaClient', 'alphaCreator', 'embed'] as const),
  ...(['alphaUnitClient', 'alphaInternalClient', 'alphaNorthClient', 'betaUnitClient'] as const),
]
/** Clients that read what their company holds. */
export const OF_UNIT = CLIENTS.filter((name) => /(Unit|Internal|North)Client$/.test(name))
export const LINKS: readonly ActorName[] = ['ownLink', 'firstLink', 'otherLink']
export const CUSTOMERS: readonly ActorName[] = ['ownCustomer', 'otherCustomer']
/** Whoever is nobody, for one reason or another. */
export const NOBODY: readonly ActorName[] = ['signedOut', 'expired', 'deactivated']
/** A key that does not work is refused even where nobody in particular may ask. */
const BAD_KEYS: readonly ActorName[] = ['revokedKey', 'expiredKey']

/** What the door answers before anything is read; null where it lets the actor in. `open` is the answer to nobody. */
export function answerOfDoor(actor: ActorName, refused: readonly ActorName[], open = 401): number | null {
  if (BAD_KEYS.includes(actor)) return 401
  if (NOBODY.includes(actor)) return open
  return refused.includes(actor) ? 403 : null
}

export type Callers = Record<ActorName, Caller>

/** One caller each; the links are filled in when a ticket has one. */
export async function openCallers(world: TestApp): Promise<Callers> {
  const scopes = ['tickets.create', 'tickets.read', 'directory.read'] as const
  const staff = async (name: keyof typeof USER) => world.staff(USER[name])
  const unit = ['tickets.read', 'tickets.read.unit', 'directory.read'] as const
  const ofUnit = (
    name: string,
    companyId: string,
    more: { scopes?: ClientScope[]; branchIds?: string[] } = {},
  ) => world.client({ name, companyId, scopes: [...unit], ...more })
  const gone = await world.client({ name: 'Revoked', scopes: [...scopes] })
  await world.asSystem((ctx) => revokeClient(ctx, gone.id))
  const soon = new Date(world.now().getTime() + 1000)
  const ended = await world.client({ name: 'Expired', scopes: [...scopes], expiresAt: soon })
  world.pass(1000)
  return {
    administrator: await staff('admin'),
    coordinator: await staff('coordinator'),
    auditor: await staff('auditor'),
    privacyOfficer: await staff('privacyOfficer'),
    recallSpecialist: await staff('recallSpecialist'),
    alphaManager: await staff('alphaManager'),
    alphaNorthAgent: await staff('alphaNorthAgent'),
    alphaSouthAgent: await staff('alphaSouthAgent'),
    alphaTeamAgent: await staff('alphaTeamAgent'),
    betaManager: await staff('betaManager'),
    betaNorthAgent: await staff('betaNorthAgent'),
    betaTeamAgent: await staff('betaTeamAgent'),
    ownLink: world.nobody,
    firstLink: world.nobody,
    otherLink: world.nobody,
    portal: world.customer(),
    ownCustomer: await world.signedInCustomer('lana@customer.example'),
    otherCustomer: await world.signedInCustomer('other@customer.example'),
    distributorClient: await world.client({ name: 'Central site', scopes: [...scopes, 'act-as-requester'] }),
    alphaClient: await world.client({ name: 'Alpha site', scopes: [...scopes], companyId: COMPANY.alpha }),
    betaClient: await world.client({ name: 'Beta site', scopes: [...scopes], companyId: COMPANY.beta }),
    alphaCreator: await world.client({
      ...{ name: 'Alpha form', scopes: ['tickets.create', 'directory.read'], companyId: COMPANY.alpha },
    }),
    alphaUnitClient: await ofUnit('Alpha records', COMPANY.alpha),
    alphaInternalClient: await ofUnit('Alpha files', COMPANY.alpha, {
      scopes: [...unit, 'messages.internal'],
    }),
    alphaNorthClient: await ofUnit('Alpha north', COMPANY.alpha, { branchIds: [BRANCH.alphaNorth] }),
    betaUnitClient: await ofUnit('Beta records', COMPANY.beta, { scopes: [...unit, 'act-as-requester'] }),
    embed: await world.publishable('https://www.central.example'),
    signedOut: world.nobody,
    deactivated: await leaver(world),
    // The last to sign in: each sign-in sweeps the sessions that are over.
    expired: await expiredStaff(world),
    revokedKey: gone,
    expiredKey: ended,
  }
}

/** Staff who signed in so long ago that their session is over. */
async function expiredStaff(world: TestApp): Promise<Caller> {
  const long = { ...world.house, clock: () => new Date(world.now().getTime() - 30 * 86_400_000) }
  const value = await inTransaction(long, { actor: { kind: 'system', name: 'test' } }, (ctx) =>
    createStaffSession(ctx, USER.coordinator),
  )
  return world.withStaffCookie(value)
}

/** Somebody of the whole company, signed in, who left a minute ago. */
async function leaver(world: TestApp): Promise<Caller> {
  const caller = await world.staff(USER.alphaLeaver)
  const snapshot = worldSnapshot()
  for (const user of snapshot.users) if (user.id === USER.alphaLeaver) user.active = false
  await world.asSystem((ctx) => applySnapshot(ctx, snapshot))
  world.pass(60_000)
  return caller
}
