import type { FastifyRequest } from 'fastify'
import type { LinkActor } from '../../../contract/actor.ts'
import type { House } from '../../platform/context.ts'
import { seal, unseal } from '../../platform/seal.ts'
import { readCookie, serializeCookie } from './cookies.ts'

type Place = Pick<House, 'config' | 'clock'>
const PURPOSE = 'track'
// The link itself works longer and makes a new cookie; this is for a browser that keeps the page.
const LIFE_SECONDS = 7 * 24 * 3600

/** `Set-Cookie` that opens one ticket for this browser. Whoever calls it has verified the link. */
export function trackCookie(house: Place, ticketId: string, linkVersion: number): string {
  const expires = Math.floor(house.clock().getTime() / 1000) + LIFE_SECONDS
  const value = seal(house, PURPOSE, `${ticketId}~${linkVersion}~${expires}`)
  return serializeCookie(house, 'track', value, LIFE_SECONDS)
}

/** The link's holder as the cookie says; the ticket's room compares the version with the present one. */
export function trackActor(request: FastifyRequest, house: Place): LinkActor | null {
  const sealed = readCookie(request, house, 'track')
  const value = sealed && unseal(house, PURPOSE, sealed)
  const [, ticketId, version, expires] = /^([\w-]{1,64})~(\d{1,9})~(\d{1,12})$/.exec(value || '') ?? []
  if (!ticketId || Number(expires) * 1000 <= house.clock().getTime()) return null
  return { kind: 'link', ticketId, linkVersion: Number(version) }
}
