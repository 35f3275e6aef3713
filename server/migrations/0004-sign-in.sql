-- Sessions of staff. Only the hash of the cookie's value is kept, so a copy of the table opens nothing.
create table staff_sessions (
  id_hash bytea primary key,
  user_id text not null,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index staff_sessions_user on staff_sessions (user_id);
create index staff_sessions_last_seen on staff_sessions (last_seen_at);
grant select, insert, update, delete on staff_sessions to interchange_app;

-- External systems. A key is shown once; its prefix finds the row, its hash proves it.
create table api_clients (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('website', 'mobile-app', 'chatbot', 'other')),
  company_id text not null,
  scopes text[] not null,
  -- Null where the client is not limited.
  brand_ids text[],
  branch_ids text[],
  key_prefix text not null unique,
  key_hash bytea not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3)
);
grant select, insert, update on api_clients to interchange_app;
