-- API clients that read what their company holds (docs/decisions/0069): scope rows of their own, made from the record that
-- stands here, and notes only where they may read them.

-- Called once by each act. How far staff and clients see is read here, never handed in. `client_scopes` are those of the
-- credential, which may allow less than the record. A process of the former release does not say them, and gets neither.
drop function enter_act;
create function enter_act(
  who text, who_user text, who_client text, who_customer text,
  link_ticket text, link_version integer, link_closed_after text, client_scopes text[] default null
) returns void language plpgsql as $$
declare
  person text;
  company text;
  distributor boolean;
  internal boolean;
  seen record;
  by_brand jsonb;
  client record;
begin
  if who = 'staff' then
    select u.id, u.company_id, c.kind = 'distributor', true into person, company, distributor, internal
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
    -- An act within another's transaction must not see with the other's eyes.
    perform set_config('interchange.' || name, '', true) from unnest(array['user', 'network', 'company_units',
      'branch_units', 'team_units', 'own_units', 'brand_units']) as name;
    if who = 'client' then
      select k.company_id, c.kind = 'distributor' as distributor, k.brand_ids, k.branch_ids,
          array['tickets.read.unit'] <@ k.scopes and array['tickets.read.unit'] <@ client_scopes
            and k.revoked_at is null as reads_unit,
          array['messages.internal'] <@ k.scopes and array['messages.internal'] <@ client_scopes as reads_notes
        into client
        from public.api_clients k join public.companies c on c.id = k.company_id
        where k.id = who_client::uuid and c.active;
      company := client.company_id;
      distributor := client.distributor;
      if client.reads_unit then
        internal := client.reads_notes;
        -- As server/modules/access/client-scope-rows.ts says.
        if client.brand_ids is null then
          perform set_config(case when client.branch_ids is null then 'interchange.company_units'
              else 'interchange.branch_units' end,
            coalesce(client.branch_ids, array[company])::text, true);
        else
          select jsonb_object_agg(brand, case when client.branch_ids is null then jsonb_build_array('company:' || company)
              else (select coalesce(jsonb_agg('branch:' || branch), '[]') from unnest(client.branch_ids) as branch) end)
            into by_brand from unnest(client.brand_ids) as brand;
          perform set_config('interchange.brand_units', coalesce(by_brand::text, ''), true);
        end if;
      end if;
    end if;
  end if;
  perform set_config('interchange.actor', coalesce(who, ''), true),
    set_config('interchange.company', coalesce(company, ''), true),
    set_config('interchange.distributor', case when distributor then 'on' else '' end, true),
    set_config('interchange.internal', case when internal then 'on' else '' end, true),
    set_config('interchange.client', coalesce(who_client, ''), true),
    set_config('interchange.customer', coalesce(who_customer, ''), true),
    set_config('interchange.ticket', coalesce(link_ticket, ''), true),
    set_config('interchange.link_version', coalesce(link_version::text, ''), true),
    set_config('interchange.closed_after', coalesce(link_closed_after, ''), true),
    set_config('interchange.admitted', '', true);
end $$;
revoke execute on function enter_act from public;
grant execute on function enter_act to interchange_app;

-- What the transaction was told, to go back to after an act within it.
create or replace function present_act() returns jsonb language sql stable as $$
  select jsonb_object_agg('interchange.' || name, coalesce(current_setting('interchange.' || name, true), ''))
  from unnest(array['actor', 'user', 'company', 'distributor', 'internal', 'network', 'company_units', 'branch_units',
    'team_units', 'own_units', 'brand_units', 'client', 'customer', 'ticket', 'link_version', 'closed_after',
    'admitted']) as name
$$;

-- The policies that the relation makes anew (server/modules/tickets/ticket-policies.ts).

drop policy seen on tickets;
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
    when 'client' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid)), false) is not null);

drop policy changed on tickets;
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
    when 'client' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid)), false) is not null)
with check ((select nullif(current_setting('interchange.actor', true), '')) = 'system' or "tickets"."id" = (select nullif(current_setting('interchange.admitted', true), '')::uuid));

drop policy seen on hand_offs;
create policy seen on hand_offs for select to interchange_app
using (case
    when (select nullif(current_setting('interchange.actor', true), '')) = 'system' or ticket_id = (select nullif(current_setting('interchange.admitted', true), '')::uuid) then true
    else (select case
        when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))))
        then (select nullif(current_setting('interchange.distributor', true), '')) = 'on' and (select nullif(current_setting('interchange.actor', true), '')) = 'staff' or (select nullif(current_setting('interchange.company', true), '')) in (to_company_id, from_company_id)
        else to_company_id = tickets.holder_company_id and (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end)
      end from tickets where tickets.id = "hand_offs"."ticket_id")
  end);

drop policy seen on messages;
create policy seen on messages for select to interchange_app
using (case
    when subject_type <> 'ticket' or (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true
    else (select case when audience = 'public' then (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end) else (select nullif(current_setting('interchange.internal', true), '')) = 'on' and (select nullif(current_setting('interchange.company', true), '')) = any (companies) and (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) end from tickets where tickets.id = "messages"."subject_id")
  end);

drop policy seen on events;
create policy seen on events for select to interchange_app
using (case
    when subject_type <> 'ticket' or (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true
    else (select case when audience = 'public' then (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end) else (select nullif(current_setting('interchange.internal', true), '')) = 'on' and (select nullif(current_setting('interchange.company', true), '')) = any (companies) and (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) end from tickets where tickets.id = "events"."subject_id")
  end);

drop policy seen on ticket_revisions;
create policy seen on ticket_revisions for select to interchange_app
using (case when (select nullif(current_setting('interchange.actor', true), '')) = 'system' then true
    else (select nullif(current_setting('interchange.internal', true), '')) = 'on' and (select nullif(current_setting('interchange.company', true), '')) = any (companies) and (select (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) from tickets where tickets.id = "ticket_revisions"."ticket_id") end);

-- Made by server/modules/tickets/search-function.ts.
create or replace function find_tickets(
  with_reference tsquery, without_reference tsquery, number_only tsquery, filters jsonb, filter_scope text[],
  descending boolean, after_at timestamptz, after_id uuid, most integer
) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = public, pg_temp set work_mem = '32MB' set jit = off
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $body$
declare
  direction text := case when descending then 'desc' else 'asc' end;
  beyond text := case when descending then '<' else '>' end;
  kinds text[];
  units text[];
  brands text[];
  lexemes text[];
  everything boolean;
  walks text;
  steps integer;
  ids uuid[];
  times timestamptz[];
  walked_all boolean;
begin
  select array_agg(kind), array_agg(unit), array_agg(brand),
      array_agg(case kind when 'network' then 'brand:' || brand else kind || ':' || unit end),
      coalesce(bool_or(kind = 'network' and brand is null), false)
    from (
      select 'network' as kind, null as unit, null as brand
        where (select nullif(current_setting('interchange.network', true), '')) = 'on' or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
      union all select 'company', unnest((select nullif(current_setting('interchange.company_units', true), ''))::text[]), null
      union all select 'branch', unnest((select nullif(current_setting('interchange.branch_units', true), ''))::text[]), null
      union all select 'team', unnest((select nullif(current_setting('interchange.team_units', true), ''))::text[]), null
      union all select 'own', unnest((select nullif(current_setting('interchange.own_units', true), ''))::text[]), null
      union all select split_part(u, ':', 1), nullif(substr(u, strpos(u || ':', ':') + 1), ''), b.key
        from jsonb_each((select nullif(current_setting('interchange.brand_units', true), ''))::jsonb) b, jsonb_array_elements_text(b.value) u
      union all select 'asks', (select nullif(current_setting('interchange.company', true), '')), null
        where (select nullif(current_setting('interchange.actor', true), '')) = 'staff' and not (filters ? 'whole')
      union all select 'client', (select nullif(current_setting('interchange.client', true), '')), null
        where (select nullif(current_setting('interchange.actor', true), '')) = 'client' and not (filters ? 'whole')
    ) as ways where unit is not null or kind = 'network' into kinds, units, brands, lexemes, everything;
  if kinds is null then
    return;
  end if;
  -- Only the walks of the ways that there are: planning the others costs as much as walking.
  select format(string_agg(walk, ' union all '), direction, beyond) into walks from (values
    ('network', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'network' and  (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('company', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'company' and holder_company_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('branch', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'branch' and holder_branch_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('team', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'team' and holder_team_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('own', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'own' and assignee_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('asks', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'asks' and requester_company_id = w.unit and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$),
    ('client', $way$select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = 'client' and created_by_client_id = w.unit::uuid and (w.brand is null or brand_id = w.brand)
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))
      order by created_at %1$s, id %1$s limit $9) x$way$)
  ) as known (kind, walk) where kind = any (kinds);
  foreach steps in array array[1000, 10000] loop
    execute format($walk$with ways as materialized (select * from unnest($10, $11, $12) as way (kind, unit, brand)),
  walked as materialized (
    select id, created_at from (%3$s) as all_walked order by created_at %1$s, id %1$s limit $9
  ),
  told as (
    select distinct walked.id, walked.created_at from walked
    join tickets on tickets.id = walked.id join ticket_search on ticket_id = walked.id
    where (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'system' then true
    when 'staff' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) or tickets.requester_company_id = (select nullif(current_setting('interchange.company', true), ''))
    when 'client' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
      and (not $1 ? 'whole' or (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))))
      and (not $1 ? 'type' or type = any (array(select jsonb_array_elements_text($1 -> 'type'))))
      and (not $1 ? 'status' or status = any (array(select jsonb_array_elements_text($1 -> 'status'))))
      and (not $1 ? 'category' or status_category = any (array(select jsonb_array_elements_text($1 -> 'category'))))
      and (not $1 ? 'assignment' or assignment = any (array(select jsonb_array_elements_text($1 -> 'assignment'))))
      and (not $1 ? 'brandId' or brand_id = $1 ->> 'brandId')
      and (not $1 ? 'source' or source = $1 ->> 'source')
      and (not $1 ? 'externalReference' or external_reference = $1 ->> 'externalReference' and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)))
      and (not $1 ? 'updatedAfter' or ($1 ->> 'updatedAfter')::timestamptz
        < case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) then updated_at else public_updated_at end)
      and words @@ case (select nullif(current_setting('interchange.actor', true), ''))
        when 'staff' then case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        when 'client' then case when ((case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end)) is not true then $8 when (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        else $6 end
  )
  select coalesce(array_agg(id order by created_at %1$s, id %1$s), '{}'),
    coalesce(array_agg(created_at order by created_at %1$s, id %1$s), '{}'), (select count(*) < $9 from walked)
  from (select id, created_at from told order by created_at %1$s, id %1$s limit $4) as page$walk$, direction, beyond, walks) into ids, times, walked_all
      using filters, after_at, after_id, most, null, with_reference, without_reference, number_only, steps,
        kinds, units, brands;
    exit when walked_all or cardinality(ids) = most or cardinality(ids) * 10 < most
      or not everything or filter_scope <> '{}';
  end loop;
  if cardinality(ids) < most and not walked_all then
    execute format($look_up$with looked_up as materialized (
    select ticket_id, created_at from ticket_search
    where words @@ $6 %3$s and ($2 is null or (created_at, ticket_id) %2$s ($2, $3))
  )
  select coalesce(array_agg(id order by created_at %1$s, id %1$s), '{}'),
    coalesce(array_agg(created_at order by created_at %1$s, id %1$s), '{}') from (
    select found.id, l.created_at
    from (select * from looked_up order by created_at %1$s, ticket_id %1$s) l, lateral (
      select tickets.id from tickets join ticket_search on ticket_search.ticket_id = tickets.id
      where tickets.id = l.ticket_id
        and (not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or tickets.created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or tickets.created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (tickets.created_at, tickets.id) %2$s ($2, $3))
        and (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'system' then true
    when 'staff' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) or tickets.requester_company_id = (select nullif(current_setting('interchange.company', true), ''))
    when 'client' then ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
      and (not $1 ? 'whole' or (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))))
      and (not $1 ? 'type' or type = any (array(select jsonb_array_elements_text($1 -> 'type'))))
      and (not $1 ? 'status' or status = any (array(select jsonb_array_elements_text($1 -> 'status'))))
      and (not $1 ? 'category' or status_category = any (array(select jsonb_array_elements_text($1 -> 'category'))))
      and (not $1 ? 'assignment' or assignment = any (array(select jsonb_array_elements_text($1 -> 'assignment'))))
      and (not $1 ? 'brandId' or brand_id = $1 ->> 'brandId')
      and (not $1 ? 'source' or source = $1 ->> 'source')
      and (not $1 ? 'externalReference' or external_reference = $1 ->> 'externalReference' and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)))
      and (not $1 ? 'updatedAfter' or ($1 ->> 'updatedAfter')::timestamptz
        < case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) then updated_at else public_updated_at end)
      and words @@ case (select nullif(current_setting('interchange.actor', true), ''))
        when 'staff' then case when (((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"])
    and ((select nullif(current_setting('interchange.actor', true), '')) = 'staff' or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), '')))) and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        when 'client' then case when ((case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end)) is not true then $8 when (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        else $6 end
    ) found
    order by l.created_at %1$s, l.ticket_id %1$s limit $4
  ) as page$look_up$, direction, beyond,
        case when everything then '' else 'and scope && $5 ' end
        || case when filter_scope = '{}' then '' else 'and scope @> $9' end) into ids, times
      using filters, after_at, after_id, most, lexemes, with_reference, without_reference, number_only, filter_scope;
  end if;
  return query select * from unnest(ids, times);
end $body$;
