-- What people configure in the product. A setting that nobody changed has no row: its default stands in the code.
create table settings (
  name text primary key,
  value jsonb not null,
  version integer not null check (version > 0),
  changed_at timestamptz(3) not null,
  changed_by text
);
grant select, insert, update on settings to interchange_app;
