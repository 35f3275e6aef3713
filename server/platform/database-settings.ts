import { z } from 'zod'
import { flag, type Setting } from './setting-kinds.ts'

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgresql://role:password@host:5432/database',
})

/** Settings of the one database, with its three roles (docs/operations/postgresql.md). */
export const databaseSettings = {
  DATABASE_URL: {
    schema: postgresUrl,
    secret: true,
    description: 'PostgreSQL, as the role interchange_app (may be a transaction pooler)',
    fallbackText: 'an embedded PostgreSQL in DATA_DIR, in demo mode only',
  },
  DATABASE_ADMIN_URL: {
    schema: postgresUrl,
    secret: true,
    description: 'The same database as interchange_owner, for migrations',
    fallbackText: 'required with DATABASE_URL',
  },
  DATABASE_DIRECT_URL: {
    schema: postgresUrl,
    secret: true,
    description: 'The same database as interchange_relay, without a pooler (listen, sequencer)',
    fallbackText: 'required with DATABASE_URL',
  },
  DATABASE_SINGLE_ROLE: {
    schema: flag,
    description:
      '1: accept one role for everything; the event log is then no longer protected from the application',
    fallback: '0',
  },
} satisfies Record<string, Setting>
