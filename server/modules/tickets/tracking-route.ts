import { OpenedTracking, OpenTracking } from '../../../contract/session.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Route, write } from '../../platform/http/route.ts'
import { openLink } from './tracking-link.ts'

export type TrackingPorts = {
  /** `Set-Cookie` header that opens one ticket for this browser. */
  trackCookie: (ctx: Ctx, ticketId: string, linkVersion: number) => string
}

/** The door for whoever holds a tracking link: its secret is posted once, and a one-ticket cookie comes back. */
export function trackingRoute(ports: TrackingPorts): Route {
  return write({
    method: 'POST',
    path: '/tracking',
    summary: 'Open one ticket with the secret of its tracking link',
    description: 'Sets a cookie that opens this ticket in this browser. For the pages of this system.',
    tag: 'Tracking',
    callers: ['staff', 'customer', 'link', 'nobody'],
    action: null,
    body: OpenTracking,
    answer: OpenedTracking,
    status: 200,
    refusals: ['not-found'],
    act: async (ctx, { body }) => ({ id: (await openLink(ctx, body.token)).id }),
    // Presented, not acted: a repeat with the same key needs the cookie as well.
    present: async (ctx, _id, { body }) => {
      const { id, number, linkVersion } = await openLink(ctx, body.token)
      const headers = { 'set-cookie': ports.trackCookie(ctx, id, linkVersion) }
      return { body: { ticketId: id, number }, headers }
    },
  })
}
