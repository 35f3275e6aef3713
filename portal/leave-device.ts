/** What was typed here goes with whoever signs out: the next one at this device shall not find it. */
export function leaveDevice(): void {
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = globalThis[kind]
      for (const key of Object.keys(storage)) if (key.startsWith('ic-')) storage.removeItem(key)
    } catch {
      // Nothing was kept then.
    }
  }
}
