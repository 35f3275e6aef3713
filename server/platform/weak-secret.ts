/** Words that stand where a secret should: in documents, in examples, in the tests of this repository. */
const PLACEHOLDER =
  /change[-_ ]?(me|it|this)|placeholder|replace[-_ ]?(me|this|with)|your[-_ ]?(own[-_ ]?)?(secret|token|key|password)|my[-_ ]?secret|example|of[-_ ]the[-_ ]tests|(?:^|[^a-z])(?:todo|fixme)(?:[^a-z]|$)/i

/** A whole secret that is one of these is none. */
const PLAIN_WORDS =
  /^(?:secret|token|password|passwd|pass|test|demo|none|admin|administrator|root|user|postgres|postgresql|interchange|default|key|brought|guest|letmein|qwerty|123+\d*|[-_.*x]+|<.*>)[-_.\d]*$/i

/** What the demo makes for itself begins so, and counts nowhere else (`bin/serve/kept-secret.ts`). */
export const DEMO_MARK = 'demo-'

/**
 * What is wrong with a secret that somebody else may have chosen for us: a token, a client secret. Null where nothing
 * shows. Shorter than `least` characters is wrong too.
 */
export function faultOfSecret(secret: string, least = 16): string | null {
  if (isPlaceholder(secret)) return 'is a placeholder from an example: give a secret of your own'
  if (secret.startsWith(DEMO_MARK)) return 'was made for a demo: give a secret of your own'
  if (secret.length < least) return `is too short: it needs at least ${least} characters`
  if (isPattern(Buffer.from(secret)) || new Set(secret).size < 8)
    return 'is a pattern, not a random secret: give another'
  return null
}

/** What is wrong with `SECRET_KEY`, which we ask to be 32 random bytes in any notation (OWASP ASVS 11.5). */
export function faultOfKey(key: string): string | null {
  const make = 'make one with: openssl rand -base64 48'
  if (isPlaceholder(key)) return `is an example: ${make}`
  if (key.startsWith(DEMO_MARK)) return `was made for a demo: ${make}`
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(key)
  const bytes = Buffer.from(key, isHex ? 'hex' : 'utf8')
  if (isHex && bytes.length < 32)
    return `holds fewer than 32 bytes: in hexadecimal that takes 64 digits; ${make}`
  if (isPattern(bytes) || new Set(bytes).size < 16) return `is a pattern, not a random key: ${make}`
  return null
}

/** For passwords of others' systems, whose rules are theirs: an empty one may be right (certificates, sockets). */
export const isPlaceholder = (text: string) =>
  text !== '' && (PLACEHOLDER.test(text) || PLAIN_WORDS.test(text))

/** One thing again and again, or a row of neighbours as in abcdef… */
function isPattern(bytes: Buffer): boolean {
  for (let period = 1; period <= bytes.length / 2; period++) {
    if (bytes.every((byte, at) => at < period || byte === bytes[at - period])) return true
  }
  const steps = bytes.filter((byte, at) => at > 0 && Math.abs(byte - (bytes[at - 1] ?? 0)) === 1)
  return steps.length > bytes.length / 2
}
