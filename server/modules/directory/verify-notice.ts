import { createHmac, timingSafeEqual } from 'node:crypto'

/** A notice as it arrived. Standard Webhooks: the signature is of these bytes, not of what they mean. */
export type Notice = {
  id: string | undefined
  timestamp: string | undefined
  signature: string | undefined
  body: Buffer
}
export type NoticeFault = 'incomplete' | 'not-now' | 'wrong-signature'

/** How far the sender's clock may be from ours, in seconds; within it, its id keeps a notice from counting twice. */
export const TOLERANCE_SECONDS = 300
const LONGEST_ID = 200

/**
 * What speaks against a notice, or null: Standard Webhooks, HMAC-SHA256 of `id.timestamp.body` in base64, several
 * `v1,…` signatures while a key is being changed.
 */
export function faultOf(
  { id, timestamp, signature, body }: Notice,
  key: Buffer,
  now: Date,
): NoticeFault | null {
  if (!id || id.length > LONGEST_ID || !timestamp || !/^\d{1,12}$/.test(timestamp) || !signature)
    return 'incomplete'
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return 'not-now'
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  const given = signature.split(' ').slice(0, 8)
  return given.some((each) => isRight(each, right)) ? null : 'wrong-signature'
}

function isRight(signature: string, right: Buffer): boolean {
  if (!signature.startsWith('v1,')) return false
  const given = Buffer.from(signature.slice(3), 'base64')
  return given.length === right.length && timingSafeEqual(given, right)
}
