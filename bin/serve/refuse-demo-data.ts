import pg from 'pg'
import { ConfigurationError } from '../../server/platform/config.ts'

/** A row of this name in `settings` says that the demo was loaded into this database. */
export const DEMO_DATA_MARK = 'demo-data'
/** The companies of `demo/network.json`, which the image does not hold. */
export const DEMO_COMPANIES: readonly string[] = ['dilmar', 'rubar', 'nahrin', 'zerin', 'sawa', 'sinbar']

/**
 * Outside demo mode, refuses a database that once held the demo: it has people whose passwords everybody knows, their
 * sessions, keys and tickets. Seen by the mark that loading it leaves, or by its companies.
 */
export async function refuseDemoData(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'interchange start' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const marked = await holds(client, 'settings', `name = '${DEMO_DATA_MARK}'`, 1)
    const known = DEMO_COMPANIES.map((id) => client.escapeLiteral(id)).join(', ')
    if (!marked && !(await holds(client, 'companies', `id IN (${known})`, DEMO_COMPANIES.length))) return
    throw new ConfigurationError([
      'DATABASE_URL leads to a database that holds the demo, with logins that are no secret: give an empty one, or set DEMO=1',
    ])
  } finally {
    await client.end()
  }
}

/** Whether a table, if there is one yet, has at least so many rows like that. */
async function holds(client: pg.Client, table: string, condition: string, least: number): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `public.${table}`,
  ])
  if (!rows[0]?.there) return false
  const found = await client.query(`SELECT FROM public.${table} WHERE ${condition} LIMIT ${least}`)
  return found.rowCount === least
}
