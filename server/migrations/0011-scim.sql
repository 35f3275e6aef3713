-- People and groups as a SCIM client keeps them here (RFC 7643). From them, and from what the setting scim-groups says of
-- groups, the directory's source "scim" is derived.
create table scim_users (
  id uuid primary key,
  -- Whom they are in the directory; decided when they are created, and never another.
  person_id text not null unique,
  user_name text not null,
  user_name_key text not null,
  external_id text,
  active boolean not null,
  -- What the client said of them, as far as we keep it.
  attributes jsonb not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  -- Deleted there: nothing of them is kept but that this person may not work here.
  deleted_at timestamptz(3),
  check (deleted_at is null or (not active and attributes = '{}' and user_name = '' and external_id is null))
);
create unique index scim_users_user_name on scim_users (user_name_key) where deleted_at is null;
create index scim_users_external_id on scim_users (external_id) where deleted_at is null;
create index scim_users_in_order on scim_users (created_at, id) where deleted_at is null;

create table scim_groups (
  id uuid primary key,
  display_name text not null,
  display_name_key text not null unique,
  external_id text,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null
);
create index scim_groups_external_id on scim_groups (external_id);

create table scim_members (
  group_id uuid not null references scim_groups on delete cascade,
  user_id uuid not null references scim_users on delete cascade,
  primary key (group_id, user_id)
);
create index scim_members_of_user on scim_members (user_id);

grant select, insert, update, delete on scim_users, scim_groups, scim_members to interchange_app;
