import { type Answers, NO_ANSWERS } from './answers.ts'

/** A try to send that had no answer yet: repeated as it was, under the same key, so that it makes one ticket. */
export type Attempt = { key: string; answers: string; body: unknown }
export type Draft = { answers: Answers; step: number; attempt: Attempt | null }

type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const DAY = 24 * 60 * 60 * 1000
const KEPT = 7 * DAY
const SHAPE = 1

/** What a customer typed, kept on the device until it is sent, at most seven days. A full or closed storage is no error. */
export function deviceDraft(name: string, storage: DeviceStorage | null, now: () => number = Date.now) {
  const key = `ic-draft-${name}`
  return {
    read(): Draft | null {
      try {
        const kept = JSON.parse(storage?.getItem(key) ?? 'null')
        if (kept?.shape !== SHAPE || typeof kept.savedAt !== 'number' || now() - kept.savedAt > KEPT)
          return null
        return {
          answers: { ...NO_ANSWERS, ...kept.answers },
          step: Number.isInteger(kept.step) ? kept.step : 0,
          attempt: kept.attempt ?? null,
        }
      } catch {
        return null
      }
    },
    /** True where it was kept. */
    write(draft: Draft): boolean {
      try {
        storage?.setItem(key, JSON.stringify({ shape: SHAPE, savedAt: now(), ...draft }))
        return storage !== null
      } catch {
        return false
      }
    },
    clear() {
      try {
        storage?.removeItem(key)
      } catch {
        // Nothing was kept then.
      }
    },
  }
}

/** The same attempt while the answers are the same; else a new one. */
export function attemptFor(
  answers: Answers,
  body: unknown,
  last: Attempt | null,
  newKey: () => string,
): Attempt {
  const text = JSON.stringify(answers)
  return last?.answers === text ? last : { key: newKey(), answers: text, body }
}
