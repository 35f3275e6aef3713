import { createPublicKey, type KeyObject } from 'node:crypto'

/** An RSA public key as PEM, or as base64 of its DER in either of the two usual forms; null for anything else. */
export function readPublicKey(text: string): KeyObject | null {
  const der = Buffer.from(text, 'base64')
  const readings = text.includes('-----BEGIN')
    ? [() => createPublicKey(text)]
    : [
        () => createPublicKey({ key: der, format: 'der', type: 'spki' }),
        () => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }),
      ]
  for (const read of readings) {
    try {
      const key = read()
      const isStrong = (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
      if (key.asymmetricKeyType === 'rsa' && isStrong) return key
    } catch {
      // The next form is tried.
    }
  }
  return null
}
