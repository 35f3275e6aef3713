-- What the Identity System said of a sign-in, so that a session can be shown to its owner, raised by a fresh proof, and
-- ended from there. Sessions of before keep working; they count as proved when they began.
alter table staff_sessions
  -- Names the session to its owner and to the log; opens nothing.
  add column id uuid not null default gen_random_uuid(),
  add column issuer text,
  -- The person as the issuer knows them (`sub`), and their session there (`sid`).
  add column subject text,
  add column idp_session text,
  -- When they last proved who they are; null where the Identity System does not say.
  add column authenticated_at timestamptz(3),
  -- How they proved it (`amr`, RFC 8176).
  add column methods text[] not null default '{}',
  -- Browser and system in a few words, such as 'Firefox on Linux'; never the whole header.
  add column device text;
update staff_sessions set authenticated_at = created_at;
create unique index staff_sessions_id on staff_sessions (id);
create index staff_sessions_at_issuer on staff_sessions (issuer, subject);

-- What counts once only: the answer to one sign-in, a logout token; and sessions of the Identity System that have ended,
-- so that a sign-in that was under way does not open one of them again. Kept as hashes until they could not count anyway.
create table spent_values (
  purpose text not null,
  hash bytea not null,
  until timestamptz(3) not null,
  primary key (purpose, hash)
);
create index spent_values_until on spent_values (until);
grant select, insert, delete on spent_values to interchange_app;
