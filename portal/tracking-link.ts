const TOKEN = /^[\w.~-]{10,200}$/

/** The secret in a tracking link as people paste it: the whole link, its end, or the secret alone; null for anything else. */
export function tokenIn(text: string): string | null {
  const trimmed = text.replace(/[\s\u200E\u200F\u2066-\u2069]/g, '')
  const token = trimmed.includes('#') ? trimmed.slice(trimmed.lastIndexOf('#') + 1) : trimmed
  return TOKEN.test(token) ? token : null
}
