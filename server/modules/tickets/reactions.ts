import type { Subscriber } from '../../platform/events/relay.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { AnyJobDefinition, JobDefinition } from '../../platform/jobs/start-jobs.ts'
import { TAKE_ALONG, type TakeAlongJob, takeTicketsAlong } from './decide-branch-move.ts'
import { moveTicketsUp } from './move-tickets-up.ts'

const FOLLOW = 'tickets.follow-directory'

/** The directory changed: tickets leave the units and people that are gone. */
const followDirectory: Subscriber = {
  name: 'tickets-follow-directory',
  types: ['directory.changed'],
  onEvent: (ctx, event) => enqueue(ctx, FOLLOW, {}, { id: event.id }),
}

const follow: JobDefinition = {
  name: FOLLOW,
  // Also by the clock: a branch closes on a date of which no feed speaks on the day.
  cron: '*/5 * * * *',
  expireSeconds: 1800,
  work: async (house, { signal }) => {
    await moveTicketsUp(house, signal)
  },
}

const takeAlong: JobDefinition<TakeAlongJob> = {
  name: TAKE_ALONG,
  expireSeconds: 1800,
  work: async (house, { data, signal }) => {
    await takeTicketsAlong(house, data.moveId, signal)
  },
}

export const ticketSubscribers = (): Subscriber[] => [followDirectory]
export const ticketJobs = (): AnyJobDefinition[] => [follow, takeAlong]
