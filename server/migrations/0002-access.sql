-- How far each user's sight reaches; replaced whole by the directory's sync.
create table scope_rows (
  user_id text not null,
  kind text not null check (kind in ('network', 'company', 'branch', 'team', 'own')),
  unit_id text,
  brand_id text,
  check (unit_id is not null or kind in ('network', 'own'))
);
create index scope_rows_user on scope_rows (user_id);
create index scope_rows_unit on scope_rows (kind, unit_id);
grant select, insert, delete on scope_rows to interchange_app;
