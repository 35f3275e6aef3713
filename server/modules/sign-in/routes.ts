import { Session } from '../../../contract/session.ts'
import { type Route, read } from '../../platform/http/route.ts'
import { refuse } from '../../platform/refusal.ts'
import { networkOf } from '../directory/index.ts'
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
    return { body: presentSession(ctx.actor, network, ctx.language) }
  },
})

export const signInRoutes: readonly Route[] = [session, ...sessionRoutes]
