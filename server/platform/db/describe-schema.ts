import pg from 'pg'
import { functions, objectsBeforeTables, tables, views } from './schema-catalogue.ts'

const title = `-- The whole schema as PostgreSQL's catalogue tells it, for reading and for review.
-- Written by: npm run db -- schema. Do not edit; change it by a migration.
`

/** Writes down a database's schema: the same schema gives the same text, on PostgreSQL 15 to 18. */
export async function describeSchema(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    // Names are printed as they are found on this path.
    await client.query('SET search_path = public')
    const parts: string[] = [title.trimEnd()]
    for (const question of [objectsBeforeTables, tables, views, functions]) {
      const { rows } = await client.query<{ text: string }>(question)
      parts.push(...rows.map((row) => row.text.trimEnd()))
    }
    return `${parts.join('\n\n')}\n`
  } finally {
    await client.end()
  }
}
