-- What each source of the directory gave last, and how its reading stands (docs/decisions/0048).
create table directory_sources (
  source text primary key check (source in ('feed', 'file', 'scim')),
  -- Which adapter gave it; its mark (a tag, a cursor) is for no other.
  adapter text,
  accepted jsonb,
  mark jsonb,
  accepted_at timestamptz(3),
  read_at timestamptz(3),
  last_error text,
  problems text[] not null default '{}',
  failing_since timestamptz(3),
  -- Raised by whoever wants it read now: a notice, a person.
  asked integer not null default 0,
  -- One process reads at a time, until this moment at most.
  reader uuid,
  reading_until timestamptz(3),
  check ((last_error is null) = (failing_since is null)),
  check ((reader is null) = (reading_until is null))
);
insert into directory_sources (source) values ('feed'), ('file'), ('scim');
grant select, update on directory_sources to interchange_app;

-- A reading by which too much would go: it waits for a person, who confirms it by its hash (docs/decisions/0049).
create table directory_proposals (
  hash text primary key,
  source text not null references directory_sources,
  adapter text not null,
  state text not null check (state in ('waiting', 'confirmed', 'withdrawn')),
  -- What was read; dropped when it is decided.
  snapshot jsonb,
  mark jsonb,
  -- Of each kind: how many were active, how many would go, and the first of them.
  losses jsonb not null,
  proposed_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by text,
  check ((state = 'waiting') = (snapshot is not null)),
  check ((state = 'waiting') = (decided_at is null))
);
create unique index directory_proposals_one_waiting on directory_proposals (source) where state = 'waiting';
grant select, insert, update, delete on directory_proposals to interchange_app;

-- What each step changed: which thing, what happened to it, which fields; no values. Kept as far as it is bounded.
create table directory_changes (
  serial bigint generated always as identity primary key,
  version integer not null,
  at timestamptz(3) not null,
  source text not null,
  kind text not null,
  id text not null,
  op text not null check (op in ('created', 'changed', 'deactivated', 'activated', 'moved', 'renamed')),
  fields text[] not null
);
create index directory_changes_of_thing on directory_changes (kind, id, serial desc);
grant select, insert, delete on directory_changes to interchange_app;

-- Notices that were taken, so that none is taken twice.
create table directory_notices (
  id text primary key,
  at timestamptz(3) not null
);
create index directory_notices_age on directory_notices (at);
grant select, insert, delete on directory_notices to interchange_app;

-- The tag of the last reading stands with its source now.
alter table directory_state drop column feed_etag;
