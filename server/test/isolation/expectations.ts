import { type ActorName, CLIENTS, CUSTOMERS, LINKS, OF_NETWORK, OF_UNIT, ONLY_READ, STAFF } from './actors.ts'

/*
 * The isolation matrix as data. Who sees the story's ticket when, how much of it, and what each route answers then.
 * The tests are generated from these tables; a route of `allRoutes()` that is not here fails, and so does a route here
 * that is not served.
 */

/** How much of the ticket somebody sees; `none` is the answer of a ticket that does not exist. */
export type Sight = 'full' | 'requester' | 'reduced' | 'none'

/** Clients that read what the dealer holds, in any branch. */
const ALPHA_SYSTEMS = ['alphaUnitClient', 'alphaInternalClient'] as const

/** The stages of the story, in order, and who sees the ticket wholly in each. */
export const SITUATIONS = {
  unassigned: [...OF_NETWORK],
  atDealer: [...OF_NETWORK, 'alphaManager', ...ALPHA_SYSTEMS],
  atBranch: [...OF_NETWORK, 'alphaManager', 'alphaNorthAgent', ...ALPHA_SYSTEMS, 'alphaNorthClient'],
  atTeam: [...OF_NETWORK, 'alphaManager', 'alphaTeamAgent', ...ALPHA_SYSTEMS],
  atTeamForBranch: [
    ...[...OF_NETWORK, 'alphaManager', 'alphaTeamAgent', 'alphaNorthAgent'],
    ...[...ALPHA_SYSTEMS, 'alphaNorthClient'],
  ],
  /** At the dealer, named to the agent of the south. */
  ofPerson: [...OF_NETWORK, 'alphaManager', 'alphaSouthAgent', ...ALPHA_SYSTEMS],
  atRival: [...OF_NETWORK, 'betaManager', 'betaUnitClient'],
  atRivalBranch: [...OF_NETWORK, 'betaManager', 'betaNorthAgent', 'betaUnitClient'],
  backAgain: [...OF_NETWORK, 'alphaManager', ...ALPHA_SYSTEMS],
  returned: [...OF_NETWORK],
  closed: [...OF_NETWORK, 'alphaManager', 'alphaNorthAgent', ...ALPHA_SYSTEMS, 'alphaNorthClient'],
} as const satisfies Record<string, readonly ActorName[]>
export type Situation = keyof typeof SITUATIONS
export const SITUATION_NAMES = Object.keys(SITUATIONS) as Situation[]

/** Who made the ticket decides who sees its public part. */
export const REQUESTERS = {
  distributorClient: ['ownLink', 'firstLink', 'ownCustomer', 'distributorClient'],
  alphaClient: ['ownLink', 'firstLink', 'ownCustomer', 'alphaClient'],
  /** The dealer's manager asks for themselves: staff of that company see the public part. */
  alphaManager: ['alphaManager', 'alphaNorthAgent', 'alphaSouthAgent', 'alphaTeamAgent'],
} as const satisfies Record<string, readonly ActorName[]>
export type Maker = keyof typeof REQUESTERS
export const MAKERS = Object.keys(REQUESTERS) as Maker[]

/** Which company holds it in each situation. */
export const HOLDER: Record<Situation, 'alpha' | 'beta' | null> = {
  unassigned: null,
  atDealer: 'alpha',
  atBranch: 'alpha',
  atTeam: 'alpha',
  atTeamForBranch: 'alpha',
  ofPerson: 'alpha',
  atRival: 'beta',
  atRivalBranch: 'beta',
  backAgain: 'alpha',
  returned: null,
  closed: 'alpha',
}

const AFTER_RIVAL: readonly Situation[] = ['atRival', 'atRivalBranch', 'backAgain', 'returned', 'closed']

export function sightIn(maker: Maker, situation: Situation, actor: ActorName): Sight {
  if ((SITUATIONS[situation] as readonly ActorName[]).includes(actor)) return 'full'
  if (!(REQUESTERS[maker] as readonly ActorName[]).includes(actor)) return 'none'
  // The link that a dealer's client was given opens nothing any more once another dealer has had the ticket.
  if (actor === 'firstLink' && maker === 'alphaClient' && AFTER_RIVAL.includes(situation)) return 'none'
  return actor === 'alphaClient' && HOLDER[situation] === 'beta' ? 'reduced' : 'requester'
}

/** Answers of a route to those who are refused before anything is read. Signed out is 401 unless said otherwise. */
type Door = { refused: readonly ActorName[] }
const nobodyElse: readonly ActorName[] = ['portal', ...CUSTOMERS, ...LINKS, ...CLIENTS]
/** Keys that may create and nothing else. */
const CREATORS: readonly ActorName[] = ['alphaCreator', 'embed']
/** Reading a ticket: all but the portal's anonymous session. */
const READERS: Door = { refused: ['portal', ...CREATORS] }
/** Working as staff: the auditor only reads. */
const WORKERS: Door = { refused: [...ONLY_READ, ...nobodyElse] }
/** Acts that the requester may do too: by link, or by a client that may act as the requester. */
const WORKERS_AND_REQUESTERS: Door = {
  refused: [
    ...[...ONLY_READ, 'portal' as const, 'alphaClient' as const, 'betaClient' as const, ...CREATORS],
    ...OF_UNIT.filter((name) => name !== 'betaUnitClient'),
  ],
}
/** The portal's pages alone. */
const PORTAL_PAGES: Door = { refused: [...STAFF, ...LINKS, ...CLIENTS] }
const SIGNED_IN_STAFF: Door = { refused: nobodyElse }
/** Keys, settings, the directory: the administrator's. */
const HOUSE_KEEPERS: Door = { refused: [...STAFF.filter((name) => name !== 'administrator'), ...nobodyElse] }
const LOG_READERS: Door = {
  refused: [...STAFF.filter((name) => name !== 'administrator' && !ONLY_READ.includes(name)), ...nobodyElse],
}

/**
 * A route on one ticket: what is sent, and the status by sight. Acts are sent so that they stop short of changing the
 * ticket: with a version that is past (412) or words that this side may not use (400, 409); each of these answers is
 * given only to whom the ticket is there for.
 */
export type TicketRoute = Door & {
  body?: unknown
  stale?: true
  full: number
  requester: number
  reduced: number
  /** Where one actor's answer differs from that of others with the same sight. */
  but?: Partial<Record<ActorName, Partial<Record<Sight, number>>>>
}

/**
 * Colleagues of the member of staff who asked read along; they neither write nor decide. No more does a client on what it
 * merely reads, though it may act as the requester on what it made.
 */
const COLLEAGUES: TicketRoute['but'] = {
  ...Object.fromEntries(
    STAFF.filter((name) => name !== 'alphaManager').map((name) => [name, { requester: 403 }]),
  ),
  betaUnitClient: { full: 403 },
}

const reading = { ...READERS, full: 200, requester: 200, reduced: 200 } as const
export const TICKET_ROUTES: Record<string, TicketRoute> = {
  'GET /tickets/{id}': reading,
  'GET /tickets/{id}/transitions': reading,
  'GET /tickets/{id}/messages': reading,
  'GET /tickets/{id}/timeline': reading,
  'PATCH /tickets/{id}': {
    ...WORKERS,
    ...{ body: { priority: 'urgent' }, stale: true, full: 412, requester: 403, reduced: 403 },
  },
  'POST /tickets/{id}/assignment': {
    ...SIGNED_IN_STAFF,
    ...{ body: { status: 'dealer', companyId: 'alpha' }, stale: true },
    ...{ full: 412, requester: 403, reduced: 403 },
    but: {
      auditor: { full: 403 },
      privacyOfficer: { full: 403 },
      // Out of their unit, or out of their company.
      alphaNorthAgent: { full: 409 },
      alphaTeamAgent: { full: 409 },
      betaManager: { full: 409 },
      betaNorthAgent: { full: 409 },
    },
  },
  'POST /tickets/{id}/assignment/accept': {
    ...WORKERS,
    ...{ stale: true, full: 412, requester: 403, reduced: 403 },
  },
  'POST /tickets/{id}/assignment/return': {
    ...WORKERS,
    ...{ body: { reason: 'Not ours.' }, stale: true, full: 412, requester: 403, reduced: 403 },
  },
  'POST /tickets/{id}/status': {
    ...WORKERS_AND_REQUESTERS,
    ...{ body: { status: 'resolved', code: 'done' }, stale: true },
    ...{ full: 412, requester: 412, reduced: 403 },
    but: COLLEAGUES,
  },
  'POST /tickets/{id}/messages': {
    ...WORKERS_AND_REQUESTERS,
    ...{ body: { audience: 'company', text: 'A probe.' }, full: 201, requester: 400, reduced: 403 },
    but: COLLEAGUES,
  },
  'POST /tickets/{id}/view': { ...SIGNED_IN_STAFF, full: 204, requester: 403, reduced: 403 },
}

/** Routes on no ticket: the status for whoever passes the door. Where a path names a thing, it is one that does not exist. */
export type OpenRoute = Door & { body?: unknown; status: number; signedOut?: number }
const everybody = { refused: [], status: 200, signedOut: 200 } as const
export const OTHER_ROUTES: Record<string, OpenRoute> = {
  'GET /network/companies': everybody,
  'GET /network/branches': everybody,
  'GET /network/brands': everybody,
  'GET /network/departments': everybody,
  'GET /network/services': everybody,
  'GET /network/cities': everybody,
  'GET /network/vehicle-models': everybody,
  'GET /network/teams': { ...SIGNED_IN_STAFF, status: 200 },
  'GET /network/users': { ...SIGNED_IN_STAFF, status: 200 },
  'GET /session/sessions': { ...SIGNED_IN_STAFF, status: 200 },
  // No id: no session of theirs.
  'POST /session/sessions/{id}/end': { ...SIGNED_IN_STAFF, status: 404 },
  'POST /session/end-others': { ...SIGNED_IN_STAFF, status: 204 },
  'POST /network/users/{id}/end-sessions': { ...HOUSE_KEEPERS, status: 404 },
  'GET /session': everybody,
  'GET /tickets': { refused: ['portal', ...LINKS, ...CREATORS], status: 200 },
  'GET /tickets/counts': { ...SIGNED_IN_STAFF, status: 200 },
  // An empty request is bad input for whoever may create.
  'POST /tickets': { refused: [...ONLY_READ, ...LINKS, ...OF_UNIT], body: {}, status: 400 },
  // The log of a company is for those who answer for the whole company.
  'GET /hand-offs': {
    ...{ status: 200, refused: [...nobodyElse, ...unitStaff()] },
  },
  'GET /settings/role-actions': { ...HOUSE_KEEPERS, status: 200 },
  'PATCH /settings/role-actions': { ...HOUSE_KEEPERS, body: {}, status: 400 },
  'GET /settings/scim-groups': { ...HOUSE_KEEPERS, status: 200 },
  'PATCH /settings/scim-groups': { ...HOUSE_KEEPERS, body: {}, status: 400 },
  'GET /audit': { ...LOG_READERS, status: 200 },
  'GET /branch-moves': { refused: notCoordinator(), status: 200 },
  // A move that does not exist.
  'POST /branch-moves/{id}/confirm': { refused: notCoordinator(), status: 404 },
  'POST /branch-moves/{id}/dismiss': { refused: notCoordinator(), status: 404 },
  'GET /api-clients': { ...HOUSE_KEEPERS, status: 200 },
  'GET /api-clients/{id}': { ...HOUSE_KEEPERS, status: 404 },
  'POST /api-clients': { ...HOUSE_KEEPERS, status: 400 },
  // Without a version.
  'PATCH /api-clients/{id}': { ...HOUSE_KEEPERS, status: 428 },
  'POST /api-clients/{id}/keys': { ...HOUSE_KEEPERS, status: 404 },
  'POST /api-clients/{id}/keys/{prefix}/revoke': { ...HOUSE_KEEPERS, status: 404 },
  'POST /api-clients/{id}/revoke': { ...HOUSE_KEEPERS, status: 404 },
  'GET /directory/status': { ...HOUSE_KEEPERS, status: 200 },
  'GET /directory/changes': { ...HOUSE_KEEPERS, status: 200 },
  'POST /directory/sync': { ...HOUSE_KEEPERS, status: 200 },
  'POST /directory/proposals/{hash}/confirm': { ...HOUSE_KEEPERS, status: 404 },
  // An empty request for a code or a session is bad input; signing out is done for whoever has a session of the pages.
  'POST /customer-codes': { ...PORTAL_PAGES, body: {}, status: 400 },
  'POST /customer-session': { ...PORTAL_PAGES, body: {}, status: 400 },
  'POST /customer-session/end': { ...PORTAL_PAGES, status: 204 },
  // A secret that opens nothing.
  'POST /tracking': {
    ...{ refused: CLIENTS, body: { token: 'x'.repeat(54) }, status: 404, signedOut: 404 },
  },
}

/** All but whoever reviews for the whole network. */
function notCoordinator(): ActorName[] {
  return [...STAFF.filter((name) => name !== 'coordinator' && name !== 'administrator'), ...nobodyElse]
}

function unitStaff(): ActorName[] {
  return STAFF.filter((name) => ![...OF_NETWORK, 'alphaManager', 'betaManager'].includes(name))
}
