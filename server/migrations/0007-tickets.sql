-- One sequence for all types: a number is unique even without its prefix, and says nothing of volumes per dealer.
create sequence ticket_numbers start with 10001;
grant usage on sequence ticket_numbers to interchange_app;

create table tickets (
  id uuid primary key,
  number text not null unique,
  type text not null,
  details jsonb not null,
  details_version integer not null,
  status text not null,
  status_category text not null check (status_category in ('new', 'active', 'paused', 'waiting', 'closed')),
  closing_code text,
  hold jsonb,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  tags jsonb not null,

  -- Who holds it. Shape as domain.md, "Assignment".
  assignment text not null check (assignment in ('unassigned', 'dealer', 'branch', 'team')),
  holder_company_id text,
  holder_branch_id text,
  holder_team_id text,
  assignee_id text,
  hand_off_id uuid not null,
  holder_viewed_at timestamptz(3),
  holder_accepted_at timestamptz(3),

  -- The requester as they were when they asked.
  requester_kind text not null check (requester_kind in ('customer', 'staff')),
  requester_name text not null,
  requester_phone text,
  requester_email text,
  requester_user_id text,
  requester_company_id text,

  created_by_kind text not null check (created_by_kind in ('customer', 'staff', 'client')),
  created_by_user_id text,
  created_by_client_id uuid,
  -- The company of the client or person who made it; null where a customer did.
  created_by_company_id text,
  source text not null check (source in ('web-portal', 'api')),
  source_client jsonb,

  brand_id text,
  city_id text,
  requested_company_id text,
  requested_branch_id text,
  language text not null,
  attribution jsonb,
  external_reference text,
  test boolean not null,
  routing jsonb not null,
  -- Links from the oldest version on still show the status, the present one the public part; older ones nothing.
  link_version integer not null default 1,
  link_oldest_version integer not null default 1,
  version integer not null,

  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Last change that whoever asked may see; inner changes leave it.
  public_updated_at timestamptz(3) not null default now(),
  first_assigned_at timestamptz(3),
  first_viewed_at timestamptz(3),
  first_response_at timestamptz(3),
  last_customer_message_at timestamptz(3),
  pending_since timestamptz(3),
  closed_at timestamptz(3),
  reopened_count integer not null default 0,

  constraint assignment_shape check (
    case assignment
      when 'unassigned' then num_nonnulls(holder_company_id, holder_branch_id, holder_team_id, assignee_id) = 0
      when 'dealer' then holder_company_id is not null and num_nonnulls(holder_branch_id, holder_team_id) = 0
      when 'branch' then num_nonnulls(holder_company_id, holder_branch_id) = 2 and holder_team_id is null
      when 'team' then num_nonnulls(holder_company_id, holder_team_id) = 2
    end
  ),
  constraint closed_shape check ((status_category = 'closed') = (closed_at is not null and closing_code is not null))
);
-- One ordered scan per scope row (docs/architecture.md, "Access is where the query starts").
create index tickets_newest on tickets (created_at desc, id desc);
create index tickets_of_company on tickets (holder_company_id, created_at desc, id desc);
create index tickets_of_branch on tickets (holder_branch_id, created_at desc, id desc);
create index tickets_of_team on tickets (holder_team_id, created_at desc, id desc);
create index tickets_of_assignee on tickets (assignee_id, created_at desc, id desc);
create index tickets_of_requester_company on tickets (requester_company_id, created_at desc, id desc)
  where requester_company_id is not null;
create index tickets_of_client on tickets (created_by_client_id, created_at desc, id desc)
  where created_by_client_id is not null;
create index tickets_unassigned on tickets (created_at desc, id desc) where assignment = 'unassigned' and closed_at is null;
create index tickets_open_of_type on tickets (type, created_at desc, id desc) where closed_at is null;
grant select, insert, update on tickets to interchange_app;

-- Every change of holder, with its own clock.
create table hand_offs (
  id uuid primary key,
  -- Grows behind the ticket's lock: the order in which things happened, whatever the clocks say.
  serial bigint generated always as identity,
  ticket_id uuid not null references tickets (id) deferrable initially deferred,
  from_assignment text,
  from_company_id text,
  from_branch_id text,
  from_team_id text,
  from_assignee_id text,
  to_assignment text not null,
  to_company_id text,
  to_branch_id text,
  to_team_id text,
  to_assignee_id text,
  at timestamptz(3) not null,
  by_kind text not null,
  by_id text,
  by_company_id text,
  why_kind text not null check (why_kind in ('rule', 'person', 'system')),
  reason text,
  reason_companies text[] not null,
  first_viewed_at timestamptz(3),
  accepted_at timestamptz(3),
  returned_at timestamptz(3),
  ended_at timestamptz(3)
);
create index hand_offs_of_ticket on hand_offs (ticket_id, serial);
create index hand_offs_of_company on hand_offs (to_company_id, ended_at desc, id desc);
grant select, insert, update on hand_offs to interchange_app;

-- What must be true before a ticket is resolved; declared by its type, marked met by the type's room.
create table ticket_requirements (
  ticket_id uuid not null references tickets (id),
  code text not null,
  met_at timestamptz(3),
  primary key (ticket_id, code)
);
grant select, insert, update on ticket_requirements to interchange_app;

-- What a ticket's details were before a change, stamped with who could read them then.
create table ticket_revisions (
  ticket_id uuid not null references tickets (id),
  version integer not null,
  details jsonb not null,
  companies text[] not null,
  at timestamptz(3) not null,
  primary key (ticket_id, version)
);
grant select, insert on ticket_revisions to interchange_app;
