const KEY = 'ic-code-sent'
const COUNTS_MS = 10 * 60_000

/** To which address this window had a code sent: phones drop a page while its reader looks into the mail. */
export function rememberCodeSent(email: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ email, at: Date.now() }))
  } catch {
    // A reload then asks for the address again.
  }
}

/** The address, while the code may still count. */
export function sentBefore(): string | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    const counts = typeof kept?.email === 'string' && Date.now() - kept.at < COUNTS_MS
    return counts ? kept.email : null
  } catch {
    return null
  }
}

export function forgetCodeSent(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was kept then.
  }
}
