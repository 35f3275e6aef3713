-- Who asks. A record begins with the first request that names an unknown contact, and changes by nothing that was only
-- typed; `verified_at` says since when its owner has proved a contact.
create table customers (
  id uuid primary key,
  -- The language in which they last proved a contact, else that of their first request.
  language text not null,
  created_at timestamptz(3) not null
);
grant select, insert, update (language) on customers to interchange_app;

create table customer_contacts (
  kind text not null check (kind in ('email', 'phone')),
  -- As the contract normalises it: lower case, E.164.
  value text not null,
  customer_id uuid not null references customers (id),
  verified_at timestamptz(3),
  created_at timestamptz(3) not null,
  -- One owner per contact, verified or not.
  primary key (kind, value)
);
create index customer_contacts_of_customer on customer_contacts (customer_id);
grant select, insert, update (verified_at) on customer_contacts to interchange_app;

-- The code that a browser's session was sent last; a new one takes the place of the old. Neither the code nor the
-- address stands here: the hash, under a key of ours, is of session, address and code together.
create table customer_codes (
  session_hash bytea primary key,
  code_hash bytea not null,
  tries integer not null,
  expires_at timestamptz(3) not null
);
create index customer_codes_age on customer_codes (expires_at);
grant select, insert, update, delete on customer_codes to interchange_app;

-- Signed-in customers. Only the hash of the cookie's value is kept.
create table customer_sessions (
  id_hash bytea primary key,
  customer_id uuid not null references customers (id),
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index customer_sessions_of_customer on customer_sessions (customer_id);
create index customer_sessions_last_seen on customer_sessions (last_seen_at);
grant select, insert, update, delete on customer_sessions to interchange_app;

alter table tickets
  -- The record that the requester's contact names.
  add column customer_id uuid,
  -- How it came to the record: the customer was signed in, or only by a contact that somebody typed.
  add column customer_link text check (customer_link in ('verified', 'email', 'phone')),
  -- The signed-in customer who made it, whomever it names.
  add column created_by_customer_id uuid,
  add constraint customer_link_shape check ((customer_id is null) = (customer_link is null)) not valid;
alter table tickets validate constraint customer_link_shape;
-- One ordered scan per way in which a customer sees tickets; a typed phone number opens nothing.
create index tickets_of_customer on tickets (customer_id, created_at desc, id desc)
  where customer_link in ('verified', 'email');
create index tickets_made_by_customer on tickets (created_by_customer_id, created_at desc, id desc)
  where created_by_customer_id is not null;
-- Tickets from before there were customers, found when their address is proved.
create index tickets_without_customer on tickets (requester_email)
  where customer_id is null and requester_kind = 'customer' and requester_email is not null;
