import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LANGUAGES } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordRefusal } from '../../platform/security-log/record-security.ts'
import { receiveLogoutTokens } from './back-channel-logout.ts'
import { clearCookie, readCookie, setCookie } from './cookies.ts'
import { requireOwnPages } from './cross-site.ts'
import { endSessions } from './end-sessions.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { noticeLanguage } from './notice-language.ts'
import { sendNotice } from './notice-page.ts'
import { reasonOf } from './reason-of.ts'
import { returnAddress } from './return-address.ts'
import { FLOW_SECONDS, sealFlow, startFlow } from './sign-in-flow.ts'
import { countSignIn } from './sign-in-limits.ts'
import { staffIdentity } from './staff-identity.ts'
import { livingSession, sessionHash } from './staff-sessions.ts'

/** Puts the pages of signing in and out on the server, outside the API. */
export function registerSignIn(app: FastifyInstance, house: House): void {
  app.register(async (scope) => {
    // A sign-out has nothing to say, in whatever form the page sends it.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, done) => {
      body.resume()
      body.on('end', () => done(null, undefined))
    })
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    })
    scope.get('/auth/sign-in', (request, reply) => withinLimits(house, request, reply, startSignIn))
    const { signIn } = house.config
    const callback = signIn.kind === 'platform' ? `${signIn.redirectPath}/Auth/Token` : '/auth/callback'
    scope.get(callback, (request, reply) => withinLimits(house, request, reply, finishSignIn))
    scope.post('/auth/sign-out', (request, reply) => signOut(house, request, reply))
    if (signIn.kind === 'oidc') receiveLogoutTokens(scope, house)
  })
}

type Page = (house: House, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** The same page to everybody from an address that tried too often, whoever they are and whatever they bring. */
async function withinLimits(house: House, request: FastifyRequest, reply: FastifyReply, page: Page) {
  try {
    await countSignIn(house, request.ip)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'rate-limited') throw error
    void recordRefusal(house, {
      ...{ type: 'request.limited', outcome: 'refused', actor: { kind: 'nobody' }, address: request.ip },
      subject: { type: 'route', id: `GET ${request.routeOptions.url}` },
    })
    reply.headers(error.headers)
    return sendNotice(reply, 'limited', noticeLanguage(request))
  }
  return page(house, request, reply)
}

type Query = Record<string, string | string[] | undefined>

async function startSignIn(house: House, request: FastifyRequest, reply: FastifyReply) {
  const { publicUrl } = house.config
  const query = request.query as Query
  // Cookies belong to a host, and the answer comes back to PUBLIC_URL's. Once only: a proxy may hide the host.
  if (request.host !== new URL(publicUrl).host && query.moved === undefined) {
    const there = new URL('/auth/sign-in', publicUrl)
    for (const [name, value] of Object.entries(query))
      if (typeof value === 'string') there.searchParams.set(name, value)
    there.searchParams.set('moved', '1')
    return reply.redirect(there.href, 302)
  }
  const asked = LANGUAGES.find((language) => language === query.lang) ?? null
  const language = asked ?? noticeLanguage(request)
  const flow = startFlow(house, {
    ...{ returnTo: returnAddress(query.returnTo, publicUrl), language: asked },
    stepUp: query.stepUp === '1' ? await presentSession(house, request) : null,
  })
  const options = { language, again: query.again === '1' }
  const address = await staffIdentity(house)
    .signInUrl(flow, options)
    .catch((error) => {
      house.log.error({ reason: reasonOf(error) }, 'sign-in: the Identity System cannot be reached')
      return null
    })
  if (!address) return sendNotice(reply, 'unreachable', language)
  setCookie(reply, house, 'flow', sealFlow(house, flow), FLOW_SECONDS)
  return reply.redirect(address.href, 302)
}

/** The session that a fresh proof would raise; without one it is a sign-in like any other. */
async function presentSession(house: House, request: FastifyRequest): Promise<string | null> {
  const value = readCookie(request, house, 'staff')
  const session = value && (await livingSession({ house, tx: house.db, now: house.clock() }, value))
  return session ? session.id : null
}

/** A form goes on to the Identity System; a script is told where to go. */
async function signOut(house: House, request: FastifyRequest, reply: FastifyReply) {
  requireOwnPages(request, house)
  const value = readCookie(request, house, 'staff')
  if (value) {
    const actor = { kind: 'system', name: 'sign-in' } as const
    const ctx = { tx: house.db, now: house.clock(), actor }
    await endSessions(ctx, { hash: sessionHash(value) }, 'signed-out', request.ip)
  }
  const redirectTo = await staffIdentity(house).signOutUrl(readCookie(request, house, 'hint'))
  clearCookie(reply, house, 'staff')
  clearCookie(reply, house, 'hint')
  if (request.headers.accept?.includes('application/json')) return reply.send({ redirectTo })
  return reply.redirect(redirectTo, 303)
}
