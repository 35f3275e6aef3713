import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage, LANGUAGES, type Language } from '../../../contract/languages.ts'
import { type House, inTransaction } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import { networkOf, staffActor } from '../directory/index.ts'
import { clearCookie, readCookie, readPageCookie, setCookie } from './cookies.ts'
import { requireOwnPages } from './cross-site.ts'
import { signInUrl, signOutUrl, subjectOf } from './identity-system.ts'
import { sendNotice } from './notice-page.ts'
import { returnAddress } from './return-address.ts'
import { FLOW_SECONDS, sealFlow, startFlow, unsealFlow } from './sign-in-flow.ts'
import { createStaffSession, endSession, SESSION_SECONDS } from './staff-sessions.ts'

const A_YEAR = 365 * 24 * 3600

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
    scope.get('/auth/sign-in', (request, reply) => startSignIn(house, request, reply))
    scope.get('/auth/callback', (request, reply) => finishSignIn(house, request, reply))
    scope.post('/auth/sign-out', (request, reply) => signOut(house, request, reply))
  })
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
  const language = asked ?? languageOf(request)
  const flow = startFlow(house, returnAddress(query.returnTo, publicUrl), asked)
  const address = await signInUrl(house, flow, { language, again: query.again === '1' }).catch((error) => {
    house.log.error({ reason: reasonOf(error) }, 'sign-in: the Identity System cannot be reached')
    return null
  })
  if (!address) return sendNotice(reply, 'unreachable', language)
  setCookie(reply, house, 'flow', sealFlow(house, flow), FLOW_SECONDS)
  return reply.redirect(address.href, 302)
}

async function finishSignIn(house: House, request: FastifyRequest, reply: FastifyReply) {
  const flow = unsealFlow(house, readCookie(request, house, 'flow'))
  const language = flow?.language ?? languageOf(request)
  // One flow, one try.
  clearCookie(reply, house, 'flow')
  if (!flow) return sendNotice(reply, 'expired', language)
  const { search } = new URL(request.url, house.config.publicUrl)
  const found = await subjectOf(house, flow, search).catch((error) => {
    house.log.warn({ reason: reasonOf(error) }, 'sign-in: not confirmed')
    return null
  })
  if (!found) return sendNotice(reply, 'failed', language)
  const value = await openSession(house, found.subject, readCookie(request, house, 'staff')).catch(
    (error) => {
      // Until the directory was read for the first time, nobody is known.
      if (error instanceof Refusal && error.code === 'not-ready') return undefined
      throw error
    },
  )
  if (value === undefined) return sendNotice(reply, 'unreachable', language)
  if (value === null) {
    return sendNotice(
      reply,
      'unknown',
      flow.language ?? (await languageOfUser(house, found.subject)) ?? language,
    )
  }
  keepChosenLanguage(reply, house, new URLSearchParams(search).get('ui_locales'))
  setCookie(reply, house, 'staff', value, SESSION_SECONDS)
  // Browsers keep about 4 kB; without the hint the Identity System asks before it signs out.
  if (found.idToken.length < 3500) setCookie(reply, house, 'hint', found.idToken, SESSION_SECONDS)
  return reply.redirect(flow.returnTo, 303)
}

/** The language that somebody chose on the sign-in page, kept as our own pages keep it. */
function keepChosenLanguage(reply: FastifyReply, { config }: House, said: string | null): void {
  const language = LANGUAGES.find((one) => one === said)
  if (!language) return
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : ''
  // Pages read and change it themselves, so it is not HttpOnly.
  reply.header('set-cookie', `ic_lang=${language}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`)
}

/** A new session for an active member of staff; the one that the browser had before ends. */
function openSession(house: House, userId: string, before: string | null): Promise<string | null> {
  return inTransaction(house, { actor: { kind: 'system', name: 'sign-in' } }, async (ctx) => {
    if (before) await endSession(ctx, before)
    const actor = await staffActor(ctx, userId)
    return actor && createStaffSession(ctx, actor.userId)
  })
}

/** A form goes on to the Identity System; a script is told where to go. */
async function signOut(house: House, request: FastifyRequest, reply: FastifyReply) {
  requireOwnPages(request, house)
  const value = readCookie(request, house, 'staff')
  if (value) await endSession({ tx: house.db, now: house.clock() }, value)
  const redirectTo = await signOutUrl(house, readCookie(request, house, 'hint'))
  clearCookie(reply, house, 'staff')
  clearCookie(reply, house, 'hint')
  if (request.headers.accept?.includes('application/json')) return reply.send({ redirectTo })
  return reply.redirect(redirectTo, 303)
}

function languageOf(request: FastifyRequest): Language {
  const chosen = readPageCookie(request, 'ic_lang')
  return (
    LANGUAGES.find((language) => language === chosen) ?? chooseLanguage(request.headers['accept-language'])
  )
}

async function languageOfUser(house: House, userId: string): Promise<Language | undefined> {
  const network = await networkOf({ house, tx: house.db, now: house.clock() })
  return network.users.get(userId)?.language
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
