import { createLocalJWKSet, type FlattenedJWSInput, type JSONWebKeySet, type JWSHeaderParameters } from 'jose'
import { z } from 'zod'
import type { House } from '../../platform/context.ts'
import { readBody } from '../../platform/outbound/read-body.ts'
import { isThisMachine } from '../../platform/production-rules.ts'

/*
 * The keys with which the Identity System signs access tokens. They are read again every ten minutes, and at once for a
 * key that is not known, but at most every 30 s, so that made-up tokens do not become requests. While the Identity
 * System is away, the keys that were read last go on.
 */
const FRESH_MS = 10 * 60_000
const PAUSE_MS = 30_000
const PATIENCE_MS = 5_000
const MOST_BYTES = 1024 * 1024

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() })
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

type Kept = { set: ReturnType<typeof createLocalJWKSet>; readAt: number }
type Memory = { kept: Kept | null; triedAt: number; reading: Promise<void> | null }
const memories = new WeakMap<House, Memory>()

/** Finds the key of a token; throws where there is none, or none was ever read. */
export async function tokenKey(house: House, header: JWSHeaderParameters, token: FlattenedJWSInput) {
  const memory = memories.get(house) ?? { kept: null, triedAt: Number.NEGATIVE_INFINITY, reading: null }
  memories.set(house, memory)
  if (!memory.kept || performance.now() - memory.kept.readAt > FRESH_MS) await refresh(house, memory)
  try {
    return await keysOf(memory)(header, token)
  } catch (error) {
    const before = memory.kept
    await refresh(house, memory)
    if (memory.kept === before) throw error
    return keysOf(memory)(header, token)
  }
}

function keysOf({ kept }: Memory): Kept['set'] {
  if (!kept) throw new Error('no keys of the Identity System have been read yet')
  return kept.set
}

/** Whoever comes while they are being read waits for the same reading. */
async function refresh(house: House, memory: Memory): Promise<void> {
  if (memory.reading) return memory.reading
  if (performance.now() - memory.triedAt < PAUSE_MS) return
  memory.triedAt = performance.now()
  memory.reading = readKeys(house)
    .then((keys) => {
      memory.kept = { set: createLocalJWKSet(keys), readAt: performance.now() }
    })
    .catch((error: Error) =>
      house.log.warn({ reason: error.message }, 'sign-in: keys of access tokens not read'),
    )
    .finally(() => {
      memory.reading = null
    })
  return memory.reading
}

async function readKeys({ config }: House): Promise<JSONWebKeySet> {
  const { issuer } = config.oauth
  requireSafe(issuer, config.demo)
  const about = Metadata.parse(
    await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
  )
  if (about.issuer !== issuer) throw new Error(`the metadata is of another issuer, ${about.issuer}`)
  requireSafe(about.jwks_uri, config.demo)
  return Keys.parse(await readJson(about.jwks_uri)) as JSONWebKeySet
}

/** Plain HTTP is for the demo's Identity System and for one on this machine only. */
function requireSafe(address: string, demo: boolean): void {
  if (!demo && new URL(address).protocol !== 'https:' && !isThisMachine(address))
    throw new Error(`${address} is not https`)
}

async function readJson(address: string): Promise<unknown> {
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return JSON.parse(await readBody(answer, MOST_BYTES))
}
