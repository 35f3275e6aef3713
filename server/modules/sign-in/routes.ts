import { Session } from '../../../contract/session.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Route, read } from '../../platform/http/route.ts'
import { refuse } from '../../platform/refusal.ts'
import { verifiedEmails } from '../customers/index.ts'
import { directoryAge, networkOf } from '../directory/index.ts'
import { clientRoutes } from './client-routes.ts'
import { presentSession } from './present-session.ts'
import { sessionRoutes } from './session-routes.ts'

const session = read({
  path: '/session',
  summary: 'Who is asking',
  description: 'The caller as the server sees them, and the views that make sense for them.',
  tag: 'Session',
  callers: ['staff', 'customer', 'link', 'client', 'nobody'],
  action: null,
  answer: Session,
  read: async (ctx) => {
    if (ctx.actor.kind === 'system') return refuse('not-permitted')
    const network = ctx.actor.kind === 'staff' ? await networkOf(ctx) : null
    const about = { customer: await customerOf(ctx), directory: network && (await directoryAge(ctx)) }
    return { body: presentSession(ctx.actor, network, about, ctx.language) }
  },
})

/** What the pages fill in for a signed-in customer: only what they have proved. */
async function customerOf(ctx: Ctx): Promise<Session['customer']> {
  if (ctx.actor.kind !== 'customer' || ctx.actor.customerId === undefined) return null
  const [email] = await verifiedEmails(ctx, ctx.actor.customerId)
  return email === undefined ? null : { email }
}

export const signInRoutes: readonly Route[] = [session, ...sessionRoutes, ...clientRoutes]
