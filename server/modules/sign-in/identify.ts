import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../../contract/actor.ts'
import { chooseLanguage, LANGUAGES, type Language } from '../../../contract/languages.ts'
import type { House } from '../../platform/context.ts'
import { addressKey } from '../../platform/limits/address-key.ts'
import { refuse } from '../../platform/refusal.ts'
import { deriveKey } from '../../platform/seal.ts'
import { networkOf, staffActor } from '../directory/index.ts'
import { readCookie, readPageCookie } from './cookies.ts'
import { requireOwnPages } from './cross-site.ts'
import { customerOfSession } from './customer-sessions.ts'
import { endSessions } from './end-sessions.ts'
import { portalActor } from './portal-session.ts'
import { livingSession } from './staff-sessions.ts'
import { trackActor } from './track-session.ts'
import { isToken, verifyAccessToken } from './verify-access-token.ts'
import { verifyKey } from './verify-key.ts'

export type Caller = { actor: Actor; language: Language }

/** Says of each request who is asking, and in which language. */
export function identify(house: House): (request: FastifyRequest) => Promise<Caller> {
  return async (request) => {
    const authorization = request.headers.authorization
    const language = languageOf(request)
    if (authorization !== undefined) {
      // Known before a refusal too, so that the caller reads it in their language.
      request.callerLanguage = language ?? 'en'
      return { actor: await actorByBearer(house, request, authorization), language: language ?? 'en' }
    }
    request.callerLanguage = language ?? 'en'
    const actor = await actorByCookie(house, request)
    if (actor.kind !== 'nobody') requireOwnPages(request, house)
    return { actor, language: language ?? (await ownLanguage(house, actor)) }
  }
}

/** A key or token counts alone: one that does not work is never made good by a cookie. */
async function actorByBearer(house: House, request: FastifyRequest, authorization: string): Promise<Actor> {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1]
  const actor = bearer ? await clientOf(house, bearer, request.headers.origin) : null
  if (actor?.publishable) return { ...actor, visitor: visitorOf(house, request.ip) }
  return actor ?? refuse('not-signed-in', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
}

const clientOf = (house: House, bearer: string, origin: string | undefined) =>
  isToken(bearer) ? verifyAccessToken(storeOf(house), bearer) : verifyKey(storeOf(house), bearer, origin)

/** Tells the visitors of a form on another site apart, by nothing that leads back to them. */
const visitorOf = (house: House, address: string) =>
  createHmac('sha256', deriveKey(house, 'visitor')).update(addressKey(address)).digest('base64url')

const SESSIONS = ['staff', 'tracking', 'portal'] as const
type SessionKind = (typeof SESSIONS)[number]

async function actorByCookie(house: House, request: FastifyRequest): Promise<Actor> {
  const chosen = request.headers['interchange-session']
  const kinds = chosen === undefined ? SESSIONS : SESSIONS.filter((kind) => kind === chosen)
  for (const kind of kinds) {
    const actor = await actorOf(house, request, kind)
    if (actor) return actor
  }
  return { kind: 'nobody' }
}

async function actorOf(house: House, request: FastifyRequest, kind: SessionKind): Promise<Actor | null> {
  if (kind === 'portal') return (await signedInCustomer(house, request)) ?? portalActor(request, house)
  if (kind === 'tracking') return trackActor(request, house)
  const value = readCookie(request, house, 'staff')
  if (!value) return null
  const store = storeOf(house)
  const session = await livingSession(store, value)
  if (!session) return null
  const { id: sessionId, userId, authenticatedAt } = session
  const actor = await staffActor(store, userId)
  if (actor) return { ...actor, sessionId, ...(authenticatedAt ? { authenticatedAt } : {}) }
  // No longer a member of staff: should they come back, they sign in anew.
  await endSessions(
    { ...store, actor: { kind: 'system', name: 'sign-in' } },
    { userId },
    'inactive',
    request.ip,
  )
  return null
}

/** A customer's session stands for itself: what an anonymous one did before it is not theirs by that. */
async function signedInCustomer(house: House, request: FastifyRequest): Promise<Actor | null> {
  const value = readCookie(request, house, 'customer')
  const session = value && (await customerOfSession(storeOf(house), value))
  return session ? { kind: 'customer', ...session } : null
}

/** Who is asking is settled before the act's transaction begins. */
const storeOf = (house: House) => ({ house, tx: house.db, now: house.clock() })

/** The language of a page that is asked for: as the visitor chose on our pages, else as the browser wishes. */
export function pageLanguage(request: FastifyRequest): Language {
  const chosen = readPageCookie(request, 'ic_lang')
  return LANGUAGES.find((language) => language === chosen) ?? languageOf(request) ?? 'en'
}

/** What a request to the API asks for; null where it asks for nothing. Our pages name the one that they show. */
function languageOf(request: FastifyRequest): Language | null {
  const header = request.headers['accept-language']
  return header === undefined ? null : chooseLanguage(header)
}

async function ownLanguage(house: House, actor: Actor): Promise<Language> {
  if (actor.kind !== 'staff') return 'en'
  return (await networkOf(storeOf(house))).users.get(actor.userId)?.language ?? 'en'
}
