import fastify, { type FastifyInstance } from 'fastify'
import type { Actor } from '../../contract/actor.ts'
import { requireAction } from '../modules/access/index.ts'
import {
  ensurePortalSession,
  identify,
  registerSignIn,
  signInRoutes,
  trackCookie,
} from '../modules/sign-in/index.ts'
import type { House } from '../platform/context.ts'
import { refusalOf, registerRoutes } from '../platform/http/register-routes.ts'

/** The least server around the room sign-in: its pages, `GET /session`, and probes that say who was recognised. */
export function signInApp(house: House): FastifyInstance {
  const app = fastify()
  const recognise = identify(house)
  registerSignIn(app, house)
  registerRoutes(app, signInRoutes, {
    house,
    identify: recognise,
    requireAction,
    allowEmbeds: async () => false,
    preflight: async (_request, reply) => reply.code(204).send(),
    limit: async () => null,
  })
  app.all('/probe', async (request) => {
    const { actor, language } = await recognise(request)
    return { actor: plain(actor), language }
  })
  app.get('/portal-page', async (request, reply) => {
    ensurePortalSession(request, reply, house)
    return 'a page'
  })
  app.get<{ Params: { ticketId: string } }>('/open/:ticketId', async (request, reply) => {
    reply.header('set-cookie', trackCookie(house, request.params.ticketId, 3))
    return 'a ticket'
  })
  app.setErrorHandler((error, _request, reply) => {
    const refusal = refusalOf(error)
    if (!refusal) return reply.code(500).send({ code: 'internal-error', message: (error as Error).message })
    return reply.code(refusal.status).headers(refusal.headers).send({ code: refusal.code })
  })
  return app
}

const plain = (actor: Actor) =>
  JSON.parse(JSON.stringify(actor, (_, value) => (value instanceof Set ? [...value].sort() : value)))
