import * as z from 'zod/mini'
import { HandOffLine } from '../../../contract/assignment.ts'
import { PageQuery, page } from '../../../contract/pages.ts'
import { ReducedTicket, TicketCounts, TicketQuery, TicketRow } from '../../../contract/tickets.ts'
import { type Route, read } from '../../platform/http/route.ts'
import { countTickets } from './count-tickets.ts'
import { listHandOffs } from './list-hand-offs.ts'
import { listTickets } from './list-tickets.ts'

/** Routes on several tickets at once. */
export const listRoutes: readonly Route[] = [
  read({
    path: '/tickets',
    summary: 'List the tickets that you may see',
    tag: 'Tickets',
    callers: ['staff', 'customer', 'client'],
    action: 'tickets.read',
    query: TicketQuery,
    answer: page(z.union([TicketRow, ReducedTicket])),
    refusals: ['cursor-mismatch'],
    read: async (ctx, { query }) => ({ body: await listTickets(ctx, query) }),
  }),
  read({
    path: '/tickets/counts',
    summary: 'How many open tickets stand in each of your views',
    description: 'Counted up to 9,999; at most two seconds old.',
    tag: 'Tickets',
    callers: ['staff'],
    action: 'tickets.read',
    answer: TicketCounts,
    read: async (ctx) => ({ body: await countTickets(ctx) }),
  }),
  read({
    path: '/hand-offs',
    summary: 'Tickets that left your company: number, type, times',
    tag: 'Assignment',
    callers: ['staff'],
    action: 'tickets.read',
    query: z.strictObject(PageQuery),
    answer: page(HandOffLine),
    refusals: ['cursor-mismatch'],
    read: async (ctx, { query }) => ({ body: await listHandOffs(ctx, query) }),
  }),
]
