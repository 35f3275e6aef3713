import { generateKeyPair as generateKeyPairWithCallback, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JWK } from 'oidc-provider'
import { readPrivateJson, writePrivateJson } from './private-file.ts'

const generateKeyPair = promisify(generateKeyPairWithCallback)

const KEEP_REPLACED_MS = 30 * 24 * 3600 * 1000

export interface SigningKeys {
  /** The first key signs; the others are published so that what they signed can still be checked. */
  jwks: { keys: JWK[] }
  cookieKeys: string[]
  /** When a key was replaced, by its `kid`, in milliseconds since 1970. */
  replaced?: Record<string, number>
}

/** The keys of this installation: made once and kept, so that a restart signs nobody out of the applications. */
export async function loadSigningKeys(dataDir: string): Promise<SigningKeys> {
  const kept = await readPrivateJson<SigningKeys>(pathIn(dataDir))
  if (kept) return kept
  const keys = { jwks: { keys: [await makeKey()] }, cookieKeys: [randomBytes(32).toString('base64url')] }
  await writePrivateJson(pathIn(dataDir), keys)
  return keys
}

/**
 * Adds a key that signs from the next start on. The one before stays published; keys that were replaced more than 30
 * days ago go. Nothing is made where there are no keys yet.
 */
export async function rotateSigningKeys(
  dataDir: string,
  now: number,
): Promise<{ added: string; dropped: string[] }> {
  const kept = await readPrivateJson<SigningKeys>(pathIn(dataDir))
  const [current] = kept?.jwks.keys ?? []
  if (!kept || !current?.kid) throw new Error(`${pathIn(dataDir)} has no key to replace`)
  const replaced = { ...kept.replaced, [current.kid]: now }
  const isOld = ({ kid }: JWK) => now - (replaced[kid ?? ''] ?? now) > KEEP_REPLACED_MS
  const dropped = kept.jwks.keys.filter(isOld).map(({ kid }) => kid ?? '')
  for (const kid of dropped) delete replaced[kid]
  const key = await makeKey()
  const keys = [key, ...kept.jwks.keys.filter((each) => !isOld(each))]
  await writePrivateJson(pathIn(dataDir), { ...kept, jwks: { keys }, replaced })
  return { added: key.kid ?? '', dropped }
}

const pathIn = (dataDir: string) => join(dataDir, 'keys.json')

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('rsa', { modulusLength: 2048 })
  const kid = randomBytes(9).toString('base64url')
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } as JWK
}
