import type { Caller, TestApp } from '../test-app.ts'
import { COMPANY, USER } from '../world-network.ts'

/** Everybody of the matrix, with the company whose notes they could read. */
export const ACTORS = {
  coordinator: COMPANY.distributor,
  auditor: COMPANY.distributor,
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
  portal: null,
  /** Website of the distributor, acting as the requester too. */
  distributorClient: null,
  alphaClient: null,
  betaClient: null,
  signedOut: null,
} as const
export type ActorName = keyof typeof ACTORS
export const ACTOR_NAMES = Object.keys(ACTORS) as ActorName[]

export const STAFF = ACTOR_NAMES.filter((name) => ACTORS[name] !== null)
export const OF_DISTRIBUTOR: readonly ActorName[] = ['coordinator', 'auditor', 'recallSpecialist']
/** See and may name everything of the network. */
export const OF_NETWORK: readonly ActorName[] = ['coordinator', 'auditor']
export const CLIENTS: readonly ActorName[] = ['distributorClient', 'alphaClient', 'betaClient']
export const LINKS: readonly ActorName[] = ['ownLink', 'firstLink', 'otherLink']

export type Callers = Record<ActorName, Caller>

/** One caller each; the two links are filled in when a ticket has one. */
export async function openCallers(world: TestApp): Promise<Callers> {
  const scopes = ['tickets.create', 'tickets.read', 'directory.read'] as const
  const staff = async (name: keyof typeof USER) => world.staff(USER[name])
  return {
    coordinator: await staff('coordinator'),
    auditor: await staff('auditor'),
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
    distributorClient: await world.client({ name: 'Central site', scopes: [...scopes, 'act-as-requester'] }),
    alphaClient: await world.client({ name: 'Alpha site', scopes: [...scopes], companyId: COMPANY.alpha }),
    betaClient: await world.client({ name: 'Beta site', scopes: [...scopes], companyId: COMPANY.beta }),
    signedOut: world.nobody,
  }
}
