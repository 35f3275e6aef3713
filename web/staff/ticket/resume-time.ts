/** A moment as `datetime-local` fields write it: the reader's own wall clock. */
export function toLocalField(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The moment that a `datetime-local` field means, or null where it is empty or broken. */
export function fromLocalField(text: string): Date | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at
}

/** Nine in the morning, some days from now. */
export function morningAfter(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9, 0)
}
