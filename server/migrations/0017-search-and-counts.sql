-- What tickets are found by (docs/decisions/0046). The application writes the words, folded by its own rules; the database
-- keeps beside them who holds the ticket, so that no act can forget to. Nobody reads the table but the functions below.
create table ticket_search (
  ticket_id uuid primary key references tickets (id) on delete cascade,
  created_at timestamptz(3) not null,
  words tsvector not null,
  scope text[] not null
);
create index ticket_search_found on ticket_search using gin (words, scope)
  with (fastupdate = on, gin_pending_list_limit = 512);
alter table ticket_search enable row level security;

-- Where a ticket stands, as lexemes: it narrows what the index has to read, and decides nothing.
create function ticket_scope(ticket tickets) returns text[] language sql stable as $$
  select array_remove(array[
    'company:' || ticket.holder_company_id, 'branch:' || ticket.holder_branch_id, 'team:' || ticket.holder_team_id,
    'own:' || ticket.assignee_id, 'brand:' || ticket.brand_id, 'asks:' || ticket.requester_company_id,
    'client:' || ticket.created_by_client_id, 'type:' || ticket.type,
    case when ticket.closed_at is null then 'open' end,
    case when ticket.assignment = 'unassigned' then 'unassigned' end], null)
$$;

create function keep_ticket_scope() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  update ticket_search s set scope = ticket_scope(new) where s.ticket_id = new.id and s.scope <> ticket_scope(new);
  return null;
end $$;
create trigger keep_ticket_scope after update of type, assignment, holder_company_id, holder_branch_id, holder_team_id,
  assignee_id, brand_id, requester_company_id, created_by_client_id, closed_at on tickets
  for each row execute function keep_ticket_scope();

-- Writes the words of tickets that the act was let in to.
create function write_ticket_words(ids uuid[], words text[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into ticket_search as s (ticket_id, created_at, words, scope)
  select t.id, t.created_at, given.words::tsvector, ticket_scope(t)
  from unnest(ids, words) as given (id, words) join tickets t on t.id = given.id
  where current_setting('interchange.actor', true) = 'system'
    or t.id::text = current_setting('interchange.admitted', true)
  on conflict (ticket_id) do update set words = excluded.words where s.words is distinct from excluded.words
$$;

-- Tickets that have no words yet, in the order of their ids: for the worker that fills the table.
create function tickets_without_words(after_id uuid, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id from tickets t
  where current_setting('interchange.actor', true) = 'system' and (after_id is null or t.id > after_id)
    and not exists (select from ticket_search s where s.ticket_id = t.id)
  order by t.id limit most
$$;

-- Finds tickets for the present actor. Made from the relation by server/modules/tickets/search-function.ts; its test
-- holds the two against each other.
create function find_tickets(
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
      union all select 'client', (select nullif(current_setting('interchange.client', true), '')), null where (select nullif(current_setting('interchange.actor', true), '')) = 'client'
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
    when 'client' then tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
      and (not $1 ? 'whole' or ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]))
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
        < case when (select nullif(current_setting('interchange.actor', true), '')) = 'staff' and ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) then updated_at else public_updated_at end)
      and words @@ case (select nullif(current_setting('interchange.actor', true), ''))
        when 'staff' then case when ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        when 'client' then case when (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end) then $6 else $8 end
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
    when 'client' then tickets.created_by_client_id = (select nullif(current_setting('interchange.client', true), '')::uuid)
    when 'link' then (tickets.id = (select nullif(current_setting('interchange.ticket', true), '')::uuid)
      and (select nullif(current_setting('interchange.link_version', true), '')::integer) between tickets.link_oldest_version and tickets.link_version
      and (tickets.closed_at is null or tickets.closed_at > (select nullif(current_setting('interchange.closed_after', true), '')::timestamptz)))
    when 'customer' then (tickets.customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid) and tickets.customer_link in ('verified', 'email'))
      or tickets.created_by_customer_id = (select nullif(current_setting('interchange.customer', true), '')::uuid)
    else false
  end or tickets.id = (select nullif(current_setting('interchange.admitted', true), '')::uuid))
      and (not $1 ? 'whole' or ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]))
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
        < case when (select nullif(current_setting('interchange.actor', true), '')) = 'staff' and ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) then updated_at else public_updated_at end)
      and words @@ case (select nullif(current_setting('interchange.actor', true), ''))
        when 'staff' then case when ((select nullif(current_setting('interchange.network', true), '')) = 'on'
    or "tickets"."holder_company_id" = any ((select nullif(current_setting('interchange.company_units', true), '')::text[])::text[])
    or "tickets"."holder_branch_id" = any ((select nullif(current_setting('interchange.branch_units', true), '')::text[])::text[])
    or "tickets"."holder_team_id" = any ((select nullif(current_setting('interchange.team_units', true), '')::text[])::text[])
    or "tickets"."assignee_id" = any ((select nullif(current_setting('interchange.own_units', true), '')::text[])::text[])
    or (select nullif(current_setting('interchange.brand_units', true), '')::jsonb) -> "tickets"."brand_id"
    ?| array['network', 'company:' || "tickets"."holder_company_id", 'branch:' || "tickets"."holder_branch_id", 'team:' || "tickets"."holder_team_id", 'own:' || "tickets"."assignee_id"]) and (tickets.created_by_company_id is null
    or (select nullif(current_setting('interchange.distributor', true), '')) = 'on' or tickets.created_by_company_id = (select nullif(current_setting('interchange.company', true), ''))
    or (select nullif(current_setting('interchange.actor', true), '')) = 'system'
    or tickets.created_by_company_id = (select id from companies where kind = 'distributor' and active)) then $6 else $7 end
        when 'client' then case when (case (select nullif(current_setting('interchange.actor', true), ''))
    when 'client' then tickets.holder_company_id is null or (select nullif(current_setting('interchange.distributor', true), '')) = 'on'
      or tickets.holder_company_id = (select nullif(current_setting('interchange.company', true), ''))
      or tickets.holder_company_id = (select id from companies where kind = 'distributor' and active)
    when 'link' then tickets.link_version = (select nullif(current_setting('interchange.link_version', true), '')::integer)
    else true
  end) then $6 else $8 end
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

revoke execute on function ticket_scope, keep_ticket_scope, write_ticket_words, tickets_without_words, find_tickets
  from public;
grant execute on function write_ticket_words, tickets_without_words, find_tickets to interchange_app;

-- Open tickets are few among all: counts and the lists of a view begin here.
create index tickets_open_of_company on tickets (holder_company_id, created_at desc, id desc)
  where closed_at is null and holder_company_id is not null;
create index tickets_open_of_branch on tickets (holder_branch_id, created_at desc, id desc)
  where closed_at is null and holder_branch_id is not null;
create index tickets_open_of_team on tickets (holder_team_id, created_at desc, id desc)
  where closed_at is null and holder_team_id is not null;
create index tickets_open_of_assignee on tickets (assignee_id, created_at desc, id desc)
  where closed_at is null and assignee_id is not null;

-- By the last change: one index for all, since those who see little sort little, and those who see much meet theirs soon.
create index tickets_changed on tickets (updated_at desc, id desc);
