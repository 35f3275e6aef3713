-- Messages about an opaque subject; the stamp (`companies`) is written once and never widens.
create table messages (
  id uuid primary key,
  serial bigint generated always as identity,
  subject_type text not null,
  subject_id uuid not null,
  audience text not null check (audience in ('public', 'network', 'company')),
  companies text[] not null,
  author_kind text not null check (author_kind in ('customer', 'staff', 'client', 'system')),
  author_id text,
  author_company_id text,
  text text not null,
  channel text not null check (channel in ('portal')),
  at timestamptz(3) not null,
  check (audience = 'public' or cardinality(companies) > 0)
);
create index messages_subject on messages (subject_type, subject_id, serial);
grant select, insert on messages to interchange_app;
