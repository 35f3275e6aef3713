import { createHash } from 'node:crypto'

export type HashedFields = {
  id: string
  subject_type: string
  subject_id: string
  sequence: number
  type: string
  at: Date
  actor_kind: string
  actor_id: string | null
  actor_company_id: string | null
  audience: string
  companies: string[]
  data: Record<string, unknown>
}

/** JSON with sorted keys, so that a hash can be computed again from what PostgreSQL gives back. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** SHA-256 over the event and the hash of the event before it on the same subject. */
export function hashEvent(event: HashedFields, previous: Buffer | null): Buffer {
  const { id, subject_type, subject_id, sequence, type, at, actor_kind, actor_id, actor_company_id } = event
  const { audience, companies, data } = event
  const fields = {
    id,
    subject_type,
    subject_id,
    sequence,
    type,
    at,
    actor_kind,
    actor_id,
    actor_company_id,
    audience,
    companies,
    data,
  }
  return createHash('sha256')
    .update(previous ?? Buffer.alloc(0))
    .update(canonical(fields))
    .digest()
}
