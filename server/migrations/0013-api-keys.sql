-- A client has several keys: a new one may work beside the old one until everybody has changed over.
create table api_keys (
  prefix text primary key,
  client_id uuid not null references api_clients (id),
  kind text not null check (kind in ('secret', 'publishable')),
  hash bytea not null,
  -- A publishable key stands in the source of pages anyway, so it may be shown again; a secret one never.
  shown text,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  check ((kind = 'publishable') = (shown is not null))
);
create index api_keys_of_client on api_keys (client_id, created_at);
grant select, insert, update on api_keys to interchange_app;

insert into api_keys (prefix, client_id, kind, hash, created_at, revoked_at, last_used_at)
select key_prefix, id, 'secret', key_hash, created_at, revoked_at, last_used_at from api_clients;

-- No longer written; they go when no process of the former release can be running any more.
alter table api_clients alter column key_prefix drop not null;
alter table api_clients alter column key_hash drop not null;

alter table api_clients
  -- Web origins from which the publishable keys work.
  add column origins text[] not null default '{}',
  -- The client's id at the Identity System, for OAuth 2 client credentials.
  add column oauth_client_id text unique,
  add column version integer not null default 1;
