import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CustomerActor } from '../../../contract/actor.ts'
import type { House } from '../../platform/context.ts'
import { seal, unseal } from '../../platform/seal.ts'
import { readCookie, setCookie } from './cookies.ts'

type Place = Pick<House, 'config'>
const PURPOSE = 'portal'

/** Gives the browser an anonymous customer session unless it has one; for the portal's pages. */
export function ensurePortalSession(request: FastifyRequest, reply: FastifyReply, house: Place): void {
  if (portalActor(request, house)) return
  setCookie(reply, house, 'portal', seal(house, PURPOSE, randomBytes(16).toString('base64url')))
}

export function portalActor(request: FastifyRequest, house: Place): CustomerActor | null {
  const sealed = readCookie(request, house, 'portal')
  const sessionId = sealed && unseal(house, PURPOSE, sealed)
  return sessionId ? { kind: 'customer', sessionId } : null
}
