import type { House } from './context.ts'

type Kept = { value: unknown; until: number }
const memories = new WeakMap<House, Map<string, Kept>>()

/**
 * What was read a moment ago, for up to `house.staleMs`: for small things that every request asks for and that may be a
 * blink behind (a version, a key's row). Another process's change is seen after that time at the latest. What may be older
 * says so (`atMostMs`), and is read each time where nothing may be old.
 */
export async function shortly<Value>(
  house: House,
  name: string,
  read: () => Promise<Value>,
  atMostMs?: number,
): Promise<Value> {
  const staleMs = house.staleMs ? (atMostMs ?? house.staleMs) : 0
  if (staleMs === 0) return read()
  const memory = memories.get(house) ?? new Map<string, Kept>()
  memories.set(house, memory)
  const kept = memory.get(name)
  if (kept && kept.until > performance.now()) return kept.value as Value
  const value = await read()
  // Names are few; strangers' made-up ones must not pile up.
  if (memory.size > 1000) memory.clear()
  memory.set(name, { value, until: performance.now() + staleMs })
  return value
}

/** For who has just changed it in this process. */
export function forgetShortly(house: House, name: string): void {
  memories.get(house)?.delete(name)
}
