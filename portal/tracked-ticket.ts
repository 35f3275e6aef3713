type Tracked = { id: string; number: string }
const KEY = 'ic-tracked'

/** Which request this window has open, so that a reload shows it again; the cookie, not this, lets it be read. */
export function rememberTracked(tracked: Tracked) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(tracked))
  } catch {
    // A reload then asks for the link.
  }
}

export function trackedBefore(): Tracked | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return typeof kept?.id === 'string' ? kept : null
  } catch {
    return null
  }
}

export function forgetTracked() {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was kept then.
  }
}
