// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in files is quoted here, placeholders too
import type { Maker, Situation } from '../expectations.ts'

/** A slice of the matrix: which check, on whose ticket, when in its story. `door ROUTE` and `people` need no ticket. */
export type Slice =
  | {
      check: 'cells' | 'list' | 'counts' | 'marks' | 'names' | 'pickers' | 'events' | 'fields' | 'filters'
      maker: Maker
      at: Situation
    }
  | { check: 'people' }
  | { check: 'door'; route: string }

/** A mistake that somebody could make: in which file, what stands there, what would stand there, and what must notice. */
export type Fault = { name: string; file: string; find: string; put: string; slice: Slice }

const ACCESS = 'server/modules/tickets/ticket-access.ts'
const RELATION = 'server/modules/access/may-see.ts'
const TICKETS = 'server/modules/tickets'
const by = (maker: Maker, at: Situation, check: Extract<Slice, { maker: Maker }>['check']): Slice => ({
  ...{ check, maker, at },
})

export const FAULTS: readonly Fault[] = [
  {
    ...{ name: 'predicate-removed', file: ACCESS, slice: by('distributorClient', 'atDealer', 'cells') },
    find: 'return predicates.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(predicates, sql` or `)})`',
    put: 'return sql<SqlBool>`true`',
  },
  {
    ...{ name: 'unit-not-compared', file: RELATION, slice: by('distributorClient', 'atDealer', 'list') },
    find: '${columns[RELATION[scope.kind]]} = ${unit}`',
    put: '${columns[RELATION[scope.kind]]} is not null`',
  },
  {
    ...{ name: 'everybody-sees-wholly', file: RELATION, slice: by('alphaManager', 'unassigned', 'cells') },
    find: 'return scopes.some((scope) => {',
    put: 'return scopes.length >= 0 || scopes.some((scope) => {',
  },
  {
    ...{ name: 'any-staff-as-requester', file: ACCESS, slice: by('alphaManager', 'unassigned', 'list') },
    find: 'tickets.requester_company_id = ${companyId}`',
    put: 'tickets.requester_company_id is not null`',
  },
  {
    ...{ name: 'any-client', file: ACCESS, slice: by('distributorClient', 'unassigned', 'list') },
    find: 'tickets.created_by_client_id = ${clientId}`',
    put: 'tickets.created_by_client_id is not null`',
  },
  {
    ...{ name: 'any-customer', file: ACCESS, slice: by('distributorClient', 'unassigned', 'list') },
    find: 'tickets.customer_id = ${customerId} and',
    put: 'tickets.customer_id is not null and',
  },
  {
    ...{ name: 'replaced-link-opens', file: ACCESS, slice: by('alphaClient', 'atRival', 'cells') },
    find: 'and ${version} between tickets.link_oldest_version and tickets.link_version',
    put: 'and ${version} <= tickets.link_version',
  },
  {
    ...{ name: 'rival-holds-and-client-reads', file: ACCESS, slice: by('alphaClient', 'atRival', 'fields') },
    find: 'return holder !== null && holder !== actor.companyId && holder !== distributor.id',
    put: 'return holder === actor.companyId && holder === distributor.id',
  },
  {
    name: 'reduced-line-widened',
    ...{ file: `${TICKETS}/present-ticket.ts`, slice: by('alphaClient', 'atRival', 'fields') },
    find: "  if (sight === 'reduced') return presentReduced(viewer, ticket)\n  return {\n    ...publicPart",
    put: '  return {\n    ...publicPart',
  },
  {
    name: 'staff-part-for-all',
    ...{ file: `${TICKETS}/present-ticket.ts`, slice: by('distributorClient', 'atDealer', 'names') },
    find: "...(sight === 'full' ? await staffPart(ctx, viewer, seen) : {})",
    put: '...(await staffPart(ctx, viewer, seen))',
  },
  {
    name: 'audience-filter-dropped',
    file: 'server/modules/conversations/messages.ts',
    slice: by('distributorClient', 'atDealer', 'marks'),
    find: ".where(sql<boolean>`(audience = 'public' or ${reader.companyId}::text = any(companies))`)",
    put: '',
  },
  {
    name: 'event-filter-dropped',
    file: 'server/modules/conversations/message-audience.ts',
    slice: by('distributorClient', 'atRival', 'events'),
    find: "  if (written.audience === 'public') return true\n",
    put: '  if (written) return true\n',
  },
  {
    name: 'stamp-widened',
    file: 'server/modules/conversations/message-audience.ts',
    slice: by('distributorClient', 'atRival', 'marks'),
    find: '      return [who.authorCompanyId]\n',
    put: "      return [who.authorCompanyId, 'beta']\n",
  },
  {
    name: 'reason-stamped-for-the-former-holder',
    ...{ file: `${TICKETS}/assign-ticket.ts`, slice: by('distributorClient', 'backAgain', 'marks') },
    find: 'const readers = handOffReaders(network.distributor.id, to.companyId)',
    put: "const readers = handOffReaders(network.distributor.id, to.companyId, 'alpha', 'beta')",
  },
  {
    name: 'tags-without-stamp',
    ...{ file: `${TICKETS}/present-ticket.ts`, slice: by('distributorClient', 'atRival', 'marks') },
    find: 'ticket.tags.filter((tag) => reads(tag.companies)).map(',
    put: 'ticket.tags.map(',
  },
  {
    name: 'hold-reason-without-stamp',
    ...{ file: `${TICKETS}/present-ticket.ts`, slice: by('distributorClient', 'atRival', 'marks') },
    find: 'reason: reads(hold.companies) ? hold.reason : null',
    put: 'reason: hold.reason',
  },
  {
    name: 'hand-offs-of-others',
    ...{ file: `${TICKETS}/present-hand-offs.ts`, slice: by('distributorClient', 'atRival', 'names') },
    find: '.filter((row) => all || row.to_company_id === own || row.from_company_id === own)\n',
    put: '\n',
  },
  {
    name: 'holder-named-to-a-rival',
    ...{ file: `${TICKETS}/present-assignment.ts`, slice: by('alphaManager', 'atRival', 'names') },
    find: 'const named = !dealerSide || actor.companyId === held.companyId',
    put: 'const named = !dealerSide || actor.companyId !== null',
  },
  {
    name: 'picker-unscoped',
    ...{ file: `${TICKETS}/list-targets.ts`, slice: by('distributorClient', 'atDealer', 'pickers') },
    find: "const inReach = (companyId: string) => reach === 'network' || companyId === actor.companyId",
    put: "const inReach = (companyId: string) => reach === 'network' || companyId !== ''",
  },
  {
    name: 'count-without-scope',
    ...{ file: `${TICKETS}/count-tickets.ts`, slice: by('distributorClient', 'atDealer', 'counts') },
    find: 'where ${any(predicates())} and tickets.closed_at is null limit',
    put: 'where tickets.closed_at is null limit',
  },
  {
    name: 'filter-tells-the-holder',
    ...{ file: `${TICKETS}/ticket-filters.ts`, slice: by('distributorClient', 'atTeam', 'filters') },
    find: "const shown = actor.companyKind === 'distributor' ? ['assignment', 'companyId', 'branchId'] : []",
    put: 'const shown: string[] = [...HOLDER_FILTERS]',
  },
  {
    name: 'requester-finds-by-holder',
    ...{ file: `${TICKETS}/ticket-filters.ts`, slice: by('alphaManager', 'atRival', 'filters') },
    find: "return visibleTickets(ctx).filter((way) => way.sight === 'full' || !whole)",
    put: 'return visibleTickets(ctx).filter(() => whole || true)',
  },
  {
    ...{ name: 'unit-not-narrowed-to-branches', file: 'server/modules/access/client-scope-rows.ts' },
    slice: by('distributorClient', 'atDealer', 'list'),
    find: '= client.branchIds\n',
    put: '= client.branchIds?.length === 0\n',
  },
  {
    ...{ name: 'notes-without-their-scope', file: `${TICKETS}/viewer.ts` },
    slice: by('distributorClient', 'atDealer', 'marks'),
    find: "actor.scopes.has('messages.internal')",
    put: "actor.scopes.has('tickets.read.unit')",
  },
  {
    ...{
      name: 'client-acts-on-what-it-reads',
      file: ACCESS,
      slice: by('distributorClient', 'atRival', 'cells'),
    },
    find: 'return ticket.created_by_client_id === actor.clientId',
    put: 'return ticket.id !== actor.clientId',
  },
  {
    name: 'people-of-others',
    ...{ file: 'server/modules/directory/directory-access.ts', slice: { check: 'people' } },
    find: '(actor.companyId === companyId || hasNetworkScope(actor))',
    put: "(companyId !== '')",
  },
  {
    name: 'contacts-of-colleagues',
    ...{ file: 'server/modules/directory/directory-access.ts', slice: { check: 'people' } },
    find: "(actor.kind === 'staff' && actor.userId === user.id)",
    put: "(actor.kind === 'staff' && user.id !== '')",
  },
  {
    name: 'action-not-required',
    file: 'server/modules/access/require-action.ts',
    slice: { check: 'door', route: 'GET /api-clients' },
    find: '      return actor.actions.has(action)\n',
    put: '      return actor.actions.size >= 0\n',
  },
  {
    name: 'leaver-stays',
    file: 'server/modules/directory/staff-actor.ts',
    slice: { check: 'door', route: 'GET /tickets' },
    find: 'if (!user?.active || !company) return null',
    put: 'if (!user || !company) return null',
  },
  {
    name: 'session-never-ends',
    file: 'server/modules/sign-in/staff-sessions.ts',
    slice: { check: 'door', route: 'GET /tickets' },
    find: 'if (row.expires_at <= ctx.now || unused >= idleMs(ctx.house.config)) return null',
    put: 'if (unused < 0) return null',
  },
  {
    name: 'revoked-key-works',
    file: 'server/modules/sign-in/verify-key.ts',
    slice: { check: 'door', route: 'GET /tickets' },
    find: '  if (client.revoked_at || (client.expires_at && client.expires_at <= ctx.now)) return null\n',
    put: '\n',
  },
  {
    name: 'publishable-key-reads',
    file: 'server/modules/sign-in/verify-key.ts',
    slice: { check: 'door', route: 'GET /tickets' },
    find: '  if (!publishable) return actor\n',
    put: '  if (actor) return actor\n',
  },
]
