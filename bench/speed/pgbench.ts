import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

export type Pgbench = { program: string; version: string }

/** pgbench on the path, or where Debian puts it; null where there is none. */
export function findPgbench(): Pgbench | null {
  const debian = '/usr/lib/postgresql'
  const installed = existsSync(debian) ? readdirSync(debian).sort().reverse() : []
  const programs = ['pgbench', ...installed.map((version) => join(debian, version, 'bin', 'pgbench'))]
  for (const program of programs) {
    const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
    if (status === 0) return { program, version: /[\d.]+/.exec(stdout)?.[0] ?? stdout.trim() }
  }
  return null
}

/**
 * Writes a script that adds the rows which creating `ticketId` has left, in one transaction: hand-off, ticket, events,
 * idempotency key. Ids, numbers and times are new each time; all else is as it stands there.
 */
export async function writeScript(admin: pg.Client, ticketId: string, file: string): Promise<void> {
  const insert = async (table: string, where: string, fresh: Record<string, string>, returning = '') => {
    const { rows: columns } = await admin.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and attidentity = '' order by attnum`,
      [table],
    )
    const shown = columns.map(({ name }) => `quote_nullable(${name}::text) as ${name}`).join(', ')
    const { rows } = await admin.query<Record<string, string>>(
      `select ${shown} from ${table} where ${where}`,
      [ticketId],
    )
    if (rows.length === 0) throw new Error(`${table} holds nothing of ${ticketId}`)
    const values = rows.map((row) => {
      const one = ({ name, type }: { name: string; type: string }) =>
        fresh[name] ?? (type.startsWith('timestamp') && row[name] !== 'NULL' ? 'now()' : row[name])
      return `(${columns.map(one).join(', ')})`
    })
    return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES ${values.join(', ')}${returning}`
  }
  const ticket = 'cast(:ticket as uuid)'
  const prefix = `(select split_part(number, '-', 1) || '-' from tickets where id = $1)`
  const { rows } = await admin.query<{ prefix: string }>(`select ${prefix} as prefix`, [ticketId])
  const lines = [
    'BEGIN;',
    `${await insert('hand_offs', 'ticket_id = $1', { id: 'uuidv7()', ticket_id: 'uuidv7()' }, ' RETURNING ticket_id AS ticket, id AS hand_off')} \\gset`,
    `${await insert('tickets', 'id = $1', {
      ...{ id: ticket, hand_off_id: 'cast(:hand_off as uuid)' },
      number: `'${rows[0]?.prefix}' || nextval('ticket_numbers')`,
    })};`,
    `${await insert('events', 'subject_id = $1 order by sequence', { id: 'uuidv7()', subject_id: ticket, position: 'NULL' })};`,
    `${await insert('idempotency_keys', 'subject_id = $1::text', { key: 'uuidv7()::text', subject_id: ':ticket' })};`,
    'COMMIT;',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
}

export type PgbenchRun = { script: string; databaseUrl: string; connections: number; seconds: number }

/** Transactions per second. */
export async function runPgbench({ program }: Pgbench, run: PgbenchRun): Promise<number> {
  const { hostname, port, username, password, pathname } = new URL(run.databaseUrl)
  const args = [
    ...['-h', hostname, '-p', port, '-U', username, '-n', '-f', run.script, '-M', 'prepared'],
    ...['-c', String(run.connections), '-j', '2', '-T', String(run.seconds), pathname.slice(1)],
  ]
  // Row-level security asks who acts; told once for all, so that it costs the baseline nothing.
  const told = { PGOPTIONS: '-c interchange.actor=system' }
  const env = { PATH: process.env.PATH, LC_ALL: 'C', PGPASSWORD: password, ...told }
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  const rate = /^tps = ([\d.]+)/m.exec(output)?.[1]
  if (code !== 0 || rate === undefined || /failed transactions: [1-9]/.test(output))
    throw new Error(`pgbench failed:\n${output}`)
  return Number(rate)
}
