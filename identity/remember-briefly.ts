/** Values that matter for minutes and may be forgotten by a restart. */
export interface BriefMemory<Value> {
  get(key: string): Value | undefined
  /** Remembers a value from now on; the eldest goes where there are too many. */
  set(key: string, value: Value): void
  delete(key: string): void
  deleteWhere(matches: (value: Value) => boolean): void
}

export function rememberBriefly<Value>(lifetimeMs: number, now: () => number = Date.now): BriefMemory<Value> {
  const limit = 10_000
  const kept = new Map<string, { value: Value; until: number }>()
  return {
    get(key) {
      const found = kept.get(key)
      return found && found.until > now() ? found.value : undefined
    },
    set(key, value) {
      kept.delete(key)
      kept.set(key, { value, until: now() + lifetimeMs })
      for (const [eldest, { until }] of kept) {
        if (until > now() && kept.size <= limit) break
        kept.delete(eldest)
      }
    },
    delete: (key) => void kept.delete(key),
    deleteWhere(matches) {
      for (const [key, { value }] of kept) if (matches(value)) kept.delete(key)
    },
  }
}
