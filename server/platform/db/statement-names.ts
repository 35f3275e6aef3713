import pg from 'pg'

const USES_BEFORE = 10
const MOST_NAMES = 300
const MOST_COUNTED = 2_000

/**
 * Gives a statement that comes again and again a name, under which PostgreSQL keeps it parsed and planned. Not lists,
 * whose best plan depends on the values; nor what reads all columns, because a migration that adds one would break it.
 */
export function createStatementNames() {
  const uses = new Map<string, number>()
  const names = new Map<string, string>()
  return (text: string): string | null => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= MOST_NAMES || /\*|\blimit\b/i.test(text)) return null
    const count = (uses.get(text) ?? 0) + 1
    // Texts that are made for one occasion must not pile up.
    if (uses.size >= MOST_COUNTED) uses.clear()
    uses.set(text, count)
    if (count < USES_BEFORE) return null
    uses.delete(text)
    const name = `interchange_${names.size + 1}`
    names.set(text, name)
    return name
  }
}

// One set for the process: the same text has the same name on every connection.
const nameOf = createStatementNames()

/** A client that prepares what it is asked often. Only for connections straight to PostgreSQL, not through a pooler. */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: all of pg's overloads pass through here
  override query(first: any, ...rest: any[]): any {
    const [values, ...more] = rest
    const name =
      typeof first === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(first) : null
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const query = super.query as (...all: any[]) => unknown
    if (name === null) return query.call(this, first, ...rest)
    return query.call(this, { name, text: first, values }, ...more)
  }
}
