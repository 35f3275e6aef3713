import type { Branch } from '../contract/network.ts'

export type HoursToday =
  | { state: 'open'; until: string }
  | { state: 'opens'; at: string }
  | { state: 'closed-now' }
  | { state: 'closed-today' }

type Place = Pick<Branch, 'workingPeriods' | 'timeZone'>
export type LocalTime = { date: string; day: number; time: string }

/** Day and time as the clock on the wall of a place says. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const date = `${part('year')}-${part('month')}-${part('day')}`
  return { date, day: dayOfWeek(date), time: `${part('hour')}:${part('minute')}` }
}

/** Sunday = 0. */
export const dayOfWeek = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()

export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Hours of the departments asked for; hours without a department are those of the whole branch. */
function periodsOn(place: Place, day: number, departmentIds: readonly string[] | null) {
  return place.workingPeriods
    .filter((period) => period.days.includes(day))
    .filter((period) => !departmentIds || !period.departmentId || departmentIds.includes(period.departmentId))
    .toSorted((a, b) => a.from.localeCompare(b.from))
}

export const isOpenOn = (place: Place, day: number, departmentIds: readonly string[] | null = null) =>
  periodsOn(place, day, departmentIds).length > 0

/** Whether a branch is open now, for the departments asked for (null: for any), in its own time. */
export function hoursToday(
  place: Place,
  at: Date,
  departmentIds: readonly string[] | null = null,
): HoursToday {
  const { day, time } = localTime(at, place.timeZone)
  const periods = periodsOn(place, day, departmentIds)
  if (periods.length === 0) return { state: 'closed-today' }
  let until = ''
  // Periods that touch or overlap are one stretch: the counter closes when the last of them ends.
  for (const period of periods) {
    if (period.from <= (until > time ? until : time) && period.to > time && period.to > until)
      until = period.to
  }
  if (until) return { state: 'open', until }
  const next = periods.find((period) => period.from > time)
  return next ? { state: 'opens', at: next.from } : { state: 'closed-now' }
}
