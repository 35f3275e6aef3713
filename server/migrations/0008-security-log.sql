-- Who signed in, who was refused, whose keys and roles changed. The application adds and reads; nothing changes a row.
create table security_log (
  id uuid primary key,
  serial bigint generated always as identity unique,
  at timestamptz(3) not null,
  type text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  actor_kind text not null,
  actor_id text,
  actor_company_id text,
  subject_type text,
  subject_id text,
  -- Where the request came from, as far as trusted proxies say.
  address text,
  -- Ids, codes and counts; never a secret, a code or a contact.
  detail jsonb not null,
  check ((subject_type is null) = (subject_id is null))
);
create index security_log_of_type on security_log (type, serial desc);
create index security_log_of_actor on security_log (actor_id, serial desc) where actor_id is not null;
create index security_log_age on security_log (at);
grant select, insert on security_log to interchange_app;

-- Old rows go by this door only, and never young ones, whatever the application asks for.
create function forget_security_log(older_than timestamptz) returns bigint
  language sql
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  with gone as (
    delete from public.security_log
    where at < least(older_than, now() - interval '30 days')
    returning 1
  )
  select count(*) from gone
$$;
grant execute on function forget_security_log(timestamptz) to interchange_app;
