export type Age =
  | { unit: 'now' }
  | { unit: 'minutes'; minutes: number }
  | { unit: 'hours'; hours: number; minutes: string }
  | { unit: 'days'; days: number }
  | { unit: 'date' }

const MINUTE = 60_000

/** How long a span is, as a person says it: minutes, hours with minutes, days; after a week only the date helps. */
export function ageOf(milliseconds: number): Age {
  const minutes = Math.floor(milliseconds / MINUTE)
  if (minutes < 1) return { unit: 'now' }
  if (minutes < 60) return { unit: 'minutes', minutes }
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return { unit: 'hours', hours, minutes: String(minutes % 60).padStart(2, '0') }
  const days = Math.floor(hours / 24)
  return days < 7 ? { unit: 'days', days } : { unit: 'date' }
}
