import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { describeSchema } from './describe-schema.ts'

async function run(database: TestDatabase, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

describe('server/schema.sql', () => {
  it('is what the migrations make (npm run db -- schema writes it anew)', async () => {
    const database = await createTestDatabase()
    const written = readFileSync(join(import.meta.dirname, '..', '..', 'schema.sql'), 'utf8')
    expect(await describeSchema(database.adminUrl)).toBe(written)
    await database.drop()
  })
})

describe('describeSchema', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createEmptyDatabase()
  })
  afterEach(() => database.drop())

  it('tells every kind of thing that we use', async () => {
    await run(
      database,
      `CREATE TYPE colour AS ENUM ('red', 'blue');
       CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
       CREATE SEQUENCE numbers;
       CREATE TABLE parent (id int8 PRIMARY KEY, colour colour NOT NULL DEFAULT 'red');
       CREATE TABLE child (
         id int8 GENERATED ALWAYS AS IDENTITY,
         parent int8 REFERENCES parent,
         name short COLLATE "C",
         upper text GENERATED ALWAYS AS (name || '!') STORED
       );
       CREATE INDEX child_name ON child (name) WHERE parent > 1;
       ALTER TABLE child ENABLE ROW LEVEL SECURITY;
       CREATE POLICY mine ON child FOR SELECT TO interchange_app USING (id > 1);
       CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       REVOKE ALL ON FUNCTION f FROM PUBLIC;
       CREATE TRIGGER t BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION f();
       CREATE VIEW v WITH (security_barrier) AS SELECT id FROM child;
       CREATE TABLE log (at timestamptz) PARTITION BY RANGE (at);
       CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01Z') TO ('2027-01-01Z');
       GRANT SELECT, INSERT, UPDATE (name, parent) ON child TO interchange_app;
       GRANT EXECUTE ON FUNCTION f TO interchange_relay;`,
    )
    const text = await describeSchema(database.adminUrl)
    for (const part of [
      `CREATE TYPE colour AS ENUM ('red', 'blue');`,
      'CREATE DOMAIN short AS text CHECK ((length(VALUE) < 9));',
      'CREATE SEQUENCE numbers;',
      `  colour colour DEFAULT 'red'::colour NOT NULL,\n  CONSTRAINT parent_pkey PRIMARY KEY (id)\n);`,
      '  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,',
      '  name short COLLATE "C",',
      `GENERATED ALWAYS AS (((name)::text || '!'::text)) STORED`,
      'CONSTRAINT child_parent_fkey FOREIGN KEY (parent) REFERENCES parent(id)',
      'CREATE INDEX child_name ON public.child USING btree (name) WHERE (parent > 1);',
      'ALTER TABLE child ENABLE ROW LEVEL SECURITY;',
      'CREATE POLICY mine AS PERMISSIVE FOR SELECT TO interchange_app\n  USING ((id > 1));',
      'CREATE TRIGGER t BEFORE INSERT ON public.child FOR EACH ROW EXECUTE FUNCTION f();',
      'CREATE VIEW v WITH (security_barrier=true) AS\n SELECT id\n   FROM child;',
      ') PARTITION BY RANGE (at);',
      ') PARTITION OF log FOR VALUES FROM',
      '-- grant to interchange_app: insert, select\n-- grant to interchange_app: update (name, parent)',
      'CREATE OR REPLACE FUNCTION public.f()',
      '-- grant to interchange_relay: execute',
    ]) {
      expect(text).toContain(part)
    }
    expect(await describeSchema(database.adminUrl)).toBe(text)
  })

  it('shows a function that everybody may call', async () => {
    await run(database, 'CREATE FUNCTION open() RETURNS int LANGUAGE sql RETURN 1')
    expect(await describeSchema(database.adminUrl)).toContain('-- grant to public: execute')
  })
})
