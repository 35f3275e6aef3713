-- The directory: our copy of the Identity System's network. Rows are never deleted; what the feed drops is inactive.
create table countries (
  id text primary key,
  name jsonb not null,
  active boolean not null
);
create table regions (
  id text primary key,
  country_id text not null references countries,
  name jsonb not null,
  active boolean not null
);
create table cities (
  id text primary key,
  region_id text not null references regions,
  name jsonb not null,
  time_zone text,
  latitude double precision,
  longitude double precision,
  active boolean not null
);
create table brands (
  id text primary key,
  name jsonb not null,
  active boolean not null
);
create table departments (
  id text primary key,
  name jsonb not null,
  active boolean not null
);
create table services (
  id text primary key,
  name jsonb not null,
  department_ids text[] not null,
  active boolean not null
);
create table companies (
  id text primary key,
  kind text not null check (kind in ('distributor', 'dealer', 'other')),
  name jsonb not null,
  parent_id text references companies,
  active boolean not null
);
-- The specification knows one distributor; a second active one is a broken feed, whatever wrote it.
create unique index companies_one_distributor on companies (kind) where kind = 'distributor' and active;
create table branches (
  id text primary key,
  company_id text not null references companies,
  city_id text not null references cities,
  name jsonb not null,
  time_zone text not null,
  address jsonb,
  phone text,
  latitude double precision,
  longitude double precision,
  brand_ids text[] not null,
  department_ids text[] not null,
  service_ids text[] not null,
  working_periods jsonb not null,
  holidays jsonb not null,
  opened_on date,
  closed_on date,
  active boolean not null
);
create table teams (
  id text primary key,
  company_id text not null references companies,
  name jsonb not null,
  branch_ids text[] not null,
  tags text[] not null,
  active boolean not null
);
create table users (
  id text primary key,
  name jsonb not null,
  email text,
  phone text,
  language text not null,
  company_id text not null references companies,
  branch_id text references branches,
  team_ids text[] not null,
  roles text[] not null,
  active boolean not null
);

-- One row: which copy this is, and when the feed last answered.
create table directory_state (
  only_row boolean primary key default true check (only_row),
  version integer not null,
  content_hash bytea,
  feed_etag text,
  synced_at timestamptz(3)
);
insert into directory_state (version) values (0);

-- The catalogue of vehicle models, with its own version for the same reason.
create table vehicle_models (
  id text primary key,
  brand_id text not null,
  name jsonb not null,
  grades text[] not null,
  years integer[] not null,
  body_type text not null,
  active boolean not null
);
create table vehicle_catalogue_state (
  only_row boolean primary key default true check (only_row),
  version integer not null
);
insert into vehicle_catalogue_state (version) values (0);

grant select, insert, update on countries, regions, cities, brands, departments, services, companies, branches, teams,
  users, vehicle_models to interchange_app;
grant select, update on directory_state, vehicle_catalogue_state to interchange_app;
