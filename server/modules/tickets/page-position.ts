const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Could this be where one of our pages ended? A cursor may have been made up; the database must not stumble over it. */
export function isPosition(at: unknown, id: unknown): boolean {
  if (typeof at !== 'string' || typeof id !== 'string' || !UUID.test(id)) return false
  const time = new Date(at)
  return !Number.isNaN(time.getTime()) && time.toISOString() === at && time.getUTCFullYear() > 0
}
