-- Row-level security, the second net under the access rules (docs/decisions/0044). The application's role says at the
-- start of each transaction who acts; the database looks up itself how far they see, and every policy compares with that.
-- The owner and its migrations are not bound. Nothing said: no row.

-- Called once by each act. How far staff see is read here, never handed in.
create function enter_act(
  who text, who_user text, who_client text, who_customer text,
  link_ticket text, link_version integer, link_closed_after text
) returns void language plpgsql as $$
declare
  person text;
  company text;
  distributor boolean;
  seen record;
  by_brand jsonb;
begin
  if who = 'staff' then
    select u.id, u.company_id, c.kind = 'distributor' into person, company, distributor
      from public.users u join public.companies c on c.id = u.company_id
      where u.id = who_user and u.active and c.active;
    select coalesce(bool_or(kind = 'network' and brand_id is null), false) as network,
        array_agg(unit_id) filter (where kind = 'company' and brand_id is null) as company_units,
        array_agg(unit_id) filter (where kind = 'branch' and brand_id is null) as branch_units,
        array_agg(unit_id) filter (where kind = 'team' and brand_id is null) as team_units,
        array_agg(user_id) filter (where kind = 'own' and brand_id is null) as own_units,
        count(brand_id) > 0 as branded
      into seen from public.scope_rows where user_id = person;
    if seen.branded then
      select jsonb_object_agg(brand_id, units) into by_brand from (
        select brand_id, jsonb_agg(case kind when 'network' then 'network' when 'own' then 'own:' || user_id
          else kind || ':' || unit_id end) as units
        from public.scope_rows where user_id = person and brand_id is not null group by brand_id) as of_brand;
    end if;
    perform set_config('interchange.user', coalesce(person, ''), true),
      set_config('interchange.network', case when seen.network then 'on' else '' end, true),
      set_config('interchange.company_units', coalesce(seen.company_units::text, ''), true),
      set_config('interchange.branch_units', coalesce(seen.branch_units::text, ''), true),
      set_config('interchange.team_units', coalesce(seen.team_units::text, ''), true),
      set_config('interchange.own_units', coalesce(seen.own_units::text, ''), true),
      set_config('interchange.brand_units', coalesce(by_brand::text, ''), true);
  else
    if who = 'client' then
      select k.company_id, c.kind = 'distributor' into company, distributor
        from public.api_clients k join public.companies c on c.id = k.company_id
        where k.id = who_client::uuid and c.active;
    end if;
    -- An act within another's transaction must not see with the other's eyes.
    perform set_config('interchange.' || name, '', true) from unnest(array['user', 'network', 'company_units',
      'branch_units', 'team_units', 'own_units', 'brand_units']) as name;
  end if;
  perform set_config('interchange.actor', coalesce(who, ''), true),
    set_config('interchange.company', coalesce(company, ''), true),
    set_config('interchange.distributor', case when distributor then 'on' else '' end, true),
    set_config('interchange.client', coalesce(who_client, ''), true),
    set_config('interchange.customer', coalesce(who_customer, ''), true),
    set_config('interchange.ticket', coalesce(link_ticket, ''), true),
    set_config('interchange.link_version', coalesce(link_version::text, ''), true),
    set_config('interchange.closed_after', coalesce(link_closed_after, ''), true),
    set_config('interchange.admitted', '', true);
end $$;

-- What the transaction was told, to go back to after an act within it.
create function present_act() returns jsonb language sql stable as $$
  select jsonb_object_agg('interchange.' || name, coalesce(current_setting('interchange.' || name, true), ''))
  from unnest(array['actor', 'user', 'company', 'distributor', 'network', 'company_units', 'branch_units', 'team_units',
    'own_units', 'brand_units', 'client', 'customer', 'ticket', 'link_version', 'closed_after', 'admitted']) as name
$$;

-- Four narrow views past the policies. Each gives no more than its answer, and is the owner's.

-- The end of a subject's chain of events, for the next one: an act may follow on events that it may not read.
create function last_event_of(of_type text, of_id uuid) returns table (sequence integer, hash bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.sequence, e.hash from events e
  where e.subject_type = of_type and e.subject_id = of_id
    and (of_type <> 'ticket' or current_setting('interchange.actor', true) = 'system'
      or of_id::text = current_setting('interchange.admitted', true))
  order by e.sequence desc limit 1
$$;

-- What a tracking link's secret is checked against, before anybody is let in by it.
create function link_facts(of_id uuid)
returns table (id uuid, number text, link_version integer, link_oldest_version integer, closed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.number, t.link_version, t.link_oldest_version, t.closed_at from tickets t where t.id = of_id
$$;

-- What is left to staff, whose scope is their whole company, of tickets that it held and that went elsewhere: number,
-- type, times. A stay is a run of hand-offs within the company; it ends where the ticket goes to another holder.
create function left_company(most integer, before_at timestamptz, before_id uuid)
returns table (id uuid, number text, type text, received_at timestamptz, left_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with own as (
    select current_setting('interchange.company', true) as company
    where current_setting('interchange.actor', true) = 'staff'
      and current_setting('interchange.company', true) <> ''
      and (current_setting('interchange.network', true) = 'on' or current_setting('interchange.company', true)
        = any (nullif(current_setting('interchange.company_units', true), '')::text[]))
  )
  select last.id, t.number, t.type, (select first.at from hand_offs first
      where first.ticket_id = last.ticket_id and first.serial <= last.serial
        and first.to_company_id = own.company and first.from_company_id is distinct from own.company
      order by first.serial desc limit 1), last.ended_at
  from own
  join hand_offs last on last.to_company_id = own.company and last.ended_at is not null
  join tickets t on t.id = last.ticket_id
  join lateral (select to_company_id from hand_offs
    where ticket_id = last.ticket_id and serial > last.serial order by serial limit 1) next
    on next.to_company_id is distinct from own.company
  where before_at is null or (last.ended_at, last.id) < (before_at, before_id)
  order by last.ended_at desc, last.id desc
  limit most
$$;

revoke execute on function enter_act, present_act, last_event_of, link_facts, left_company from public;
grant execute on function enter_act, present_act, last_event_of, link_facts, left_company to interchange_app;

alter table tickets enable row level security;
alter table hand_offs enable row level security;
alter table messages enable row level security;
alter table events enable row level security;
alter table ticket_requirements enable row level security;
alter table ticket_revisions enable row level security;
alter table mail_deliveries enable row level security;

-- The sequencer gives all events their places.
create policy relayed on events for select to interchange_relay using (true);
create policy placed on events for update to interchange_relay using (true) with check (true);

-- The rest is made from the relation by server/modules/tickets/ticket-policies.ts; its test holds the two against each
-- other. There is no policy for deleting: nothing is deleted.

create policy seen on tickets for select to interchange_app
using (nullif((case (select nullif(current_setting('interchange.actor', true), ''))
    when 'system' then true
    when 'staff' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) or tickets.requester_company_id = (select nullif(current_setting('interchange.company', true), ''))
    when 'client' then tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid)), false) is not null);

create policy made on tickets for insert to interchange_app
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "tickets"."id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy changed on tickets for update to interchange_app
using (nullif((case (select nullif(current_setting('interchange.actor', true), ''))
    when 'system' then true
    when 'staff' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) or tickets.requester_company_id = (select nullif(current_setting('interchange.company', true), ''))
    when 'client' then tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid)), false) is not null)
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "tickets"."id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy seen on hand_offs for select to interchange_app
using (case
    when (select nullif(current_setting('interchange.actor', true), '')) = 'system' or ticket_id = (select nullif(current_setting('interchange.admitted', true), '')::uuid) then true
    else (select case
        when ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
        then (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or (select nullif(current_setting('interchange.company', true), '')) in (to_company_id, from_company_id)
        else to_company_id = tickets.holder_company_id and (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end)
      end from tickets where tickets.id = "hand_offs"."ticket_id")
  end);

create policy made on hand_offs for insert to interchange_app
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "hand_offs"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy changed on hand_offs for update to interchange_app
using ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "hand_offs"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "hand_offs"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy seen on messages for select to interchange_app
using (case
    when subject_type <> 'ticket' or (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true
    else (select case when audience = 'public' then (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end) else (select nullif(current_setting('interchange.company', true), '')) = any (companies) and ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) end from tickets where tickets.id = "messages"."subject_id")
  end);

create policy made on messages for insert to interchange_app
with check (subject_type <> 'ticket' or (select nullif(current_setting('interchange.actor', true), '')) = 'system' or "messages"."subject_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy seen on events for select to interchange_app
using (case
    when subject_type <> 'ticket' or (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true
    else (select case when audience = 'public' then (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end) else (select nullif(current_setting('interchange.company', true), '')) = any (companies) and ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) end from tickets where tickets.id = "events"."subject_id")
  end);

create policy made on events for insert to interchange_app
with check (subject_type <> 'ticket' or (select nullif(current_setting('interchange.actor', true), '')) = 'system' or "events"."subject_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy seen on ticket_requirements for select to interchange_app
using (case when (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true else (select true from tickets where tickets.id = "ticket_requirements"."ticket_id") end);

create policy made on ticket_requirements for insert to interchange_app
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "ticket_requirements"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy changed on ticket_requirements for update to interchange_app
using ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "ticket_requirements"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "ticket_requirements"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy seen on ticket_revisions for select to interchange_app
using (case when (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true
    else (select nullif(current_setting('interchange.company', true), '')) = any (companies) and (select ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) from tickets where tickets.id = "ticket_revisions"."ticket_id") end);

create policy made on ticket_revisions for insert to interchange_app
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "ticket_revisions"."ticket_id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

create policy seen on mail_deliveries for select to interchange_app
using ((select nullif(current_setting('interchange.actor', true), '')) = 'system');

create policy made on mail_deliveries for insert to interchange_app
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system');

create policy changed on mail_deliveries for update to interchange_app
using ((select nullif(current_setting('interchange.actor', true), '')) = 'system')
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system');

