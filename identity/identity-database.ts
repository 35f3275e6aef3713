import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const VERSION = 1

const TABLES = `
  create table entries (
    kind text not null,
    id text not null,
    payload text not null,
    expires_at integer,
    account_id text,
    grant_id text,
    uid text,
    primary key (kind, id)
  ) without rowid;
  create index entries_by_account on entries (account_id, kind) where account_id is not null;
  create index entries_by_grant on entries (grant_id) where grant_id is not null;
  create index entries_by_uid on entries (kind, uid) where uid is not null;
  create index entries_by_expiry on entries (expires_at) where expires_at is not null;

  create table second_factors (
    user_id text primary key,
    secret text not null,
    last_step integer not null,
    since text not null
  ) strict;
`

/**
 * What this program must not forget: sessions, grants and tokens (`entries`), and the secrets of second factors. One
 * SQLite file, readable by its owner only. Throws if a newer version of the program has written it.
 */
export function openIdentityDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'identity.db')
  // SQLite gives its journal the rights of this file, so they must be right before it opens it.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal; pragma synchronous = normal')
  const version = Number(database.prepare('pragma user_version').get()?.user_version)
  if (version > VERSION) throw new Error(`${path} was written by a newer version of this program`)
  if (version === 0) database.exec(`begin immediate; ${TABLES} pragma user_version = ${VERSION}; commit`)
  return database
}
