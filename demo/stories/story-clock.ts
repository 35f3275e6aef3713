/*
 * Stories say when something happened in two ways: `3 10:20` is twenty past ten on the third working day before today,
 * `45m` is forty-five minutes ago. Both hold whenever the demo is started: working days end before today begins, and
 * minutes ago are few enough to come after yesterday's work.
 */

// Iraq has had no summer time since 2008.
const ZONE_MS = 3 * 3_600_000
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const WEEKEND = new Set([5, 6])

/** The moment that a story names. `second` tells apart what falls into one minute. */
export function storyTime(when: string, now: Date, second = 0): Date {
  const [, minutes, days, clock] = /^(?:(\d+)m|(\d+) (\d\d:\d\d))$/.exec(when) ?? []
  if (minutes !== undefined) return new Date(now.getTime() - Number(minutes) * MINUTE)
  if (days === undefined || clock === undefined) throw new Error(`"${when}" is no time of a story`)
  return localTime(workingDay(now, -Number(days)), clock, second)
}

/** The `count`-th working day after (or, below zero, before) a moment's day, as `2026-11-22`. Nought is the day itself. */
export function workingDay(from: Date, count: number): string {
  let day = new Date(from.getTime() + ZONE_MS)
  const step = Math.sign(count) * DAY
  for (let left = Math.abs(count); left > 0; ) {
    day = new Date(day.getTime() + step)
    if (!WEEKEND.has(day.getUTCDay())) left -= 1
  }
  return day.toISOString().slice(0, 10)
}

/** A day and a clock time in Iraq as a moment. */
export function localTime(day: string, clock: string, second = 0): Date {
  return new Date(Date.parse(`${day}T${clock}:00Z`) - ZONE_MS + second * 1000)
}
