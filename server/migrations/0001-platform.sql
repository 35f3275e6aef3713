-- Events: the append-only log that is timeline, audit trail and outbox (docs/architecture.md, "Events").
create table events (
  serial bigint generated always as identity primary key,
  id uuid not null unique,
  subject_type text not null,
  subject_id uuid not null,
  sequence integer not null check (sequence > 0),
  type text not null,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text,
  actor_company_id text,
  audience text not null check (audience in ('public', 'network', 'company')),
  companies text[] not null,
  data jsonb not null,
  previous_hash bytea,
  hash bytea not null,
  -- Brought in from the past (demo, import): followers that reach outside leave it alone.
  history boolean not null default false,
  position bigint unique,
  unique (subject_type, subject_id, sequence)
);
create index events_unsequenced on events (serial) where position is null;

-- The application adds and reads; only the sequencer may touch a row again, and only its position.
grant select, insert on events to interchange_app;
grant select, update (position) on events to interchange_relay;

create table subscriber_cursors (
  subscriber text primary key,
  position bigint not null
);
grant select, insert, update on subscriber_cursors to interchange_app, interchange_relay;

-- Answers to repeated requests: the status and the id, never the body.
create table idempotency_keys (
  caller text not null,
  key text not null,
  fingerprint bytea not null,
  status integer,
  subject_id text,
  created_at timestamptz(3) not null,
  primary key (caller, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
grant select, insert, update, delete on idempotency_keys to interchange_app;

-- Counters of the rate limits, shared by all processes (rate-limiter-flexible's own columns).
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
grant select, insert, update, delete on rate_limits to interchange_app;
