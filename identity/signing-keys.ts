import { generateKeyPair as generateKeyPairWithCallback, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JWK } from 'oidc-provider'
import { readPrivateJson, writePrivateJson } from './private-file.ts'

const generateKeyPair = promisify(generateKeyPairWithCallback)

export interface SigningKeys {
  jwks: { keys: JWK[] }
  cookieKeys: string[]
}

/** The keys of this installation: made once and kept, so that a restart signs nobody out of the applications. */
export async function loadSigningKeys(dataDir: string): Promise<SigningKeys> {
  const path = join(dataDir, 'keys.json')
  const kept = await readPrivateJson<SigningKeys>(path)
  if (kept) return kept
  const { privateKey } = await generateKeyPair('rsa', { modulusLength: 2048 })
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomBytes(9).toString('base64url'),
    use: 'sig',
    alg: 'RS256',
  }
  const keys: SigningKeys = {
    jwks: { keys: [key as JWK] },
    cookieKeys: [randomBytes(32).toString('base64url')],
  }
  await writePrivateJson(path, keys)
  return keys
}
