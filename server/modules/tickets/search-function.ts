import { publicInDatabase, seenInDatabase, wholeInDatabase } from './ticket-access.ts'
import { clientKnownInDatabase } from './ticket-filters.ts'
import { textOf } from './ticket-policies.ts'

/*
 * The body of the database's function `find_tickets`, made from the same relation as the policies. Text search cannot
 * use its index below row-level security (its operators are not leakproof), so this one function stands above it and
 * applies the relation itself. It stands in the database as a migration wrote it; `search-function.test.ts` holds the two
 * against each other.
 */

/** How many rows of each way are walked before the index is asked. */
const WALKED = 1000

const SEEN = textOf(seenInDatabase)
const WHOLE = textOf(wholeInDatabase)
// In a sub-select, so that a query reads it once.
const setting = (name: string) => `(select nullif(current_setting('interchange.${name}', true), ''))`

/** Holder columns by kind of scope row; `access/may-see.ts` says the same, and the tests compare what is found. */
const HELD = {
  company: 'holder_company_id',
  branch: 'holder_branch_id',
  team: 'holder_team_id',
  own: 'assignee_id',
} as const

/** Ways in which the present actor may see rows: they lead to an index, and decide nothing. */
const WAYS = `ways as materialized (
    select kind, unit, brand, array_remove(array[kind || ':' || unit, 'brand:' || brand], null) || $5 as scope from (
      select 'network' as kind, null as unit, null as brand
        where ${setting('network')} = 'on' or ${setting('actor')} = 'system'
${Object.keys(HELD)
  .map((kind) => `      union all select '${kind}', unnest(${setting(`${kind}_units`)}::text[]), null`)
  .join('\n')}
      union all select split_part(u, ':', 1), nullif(substr(u, strpos(u || ':', ':') + 1), ''), b.key
        from jsonb_each(${setting('brand_units')}::jsonb) b, jsonb_array_elements_text(b.value) u
      union all select 'asks', ${setting('company')}, null
        where ${setting('actor')} = 'staff' and not ($1 ? 'whole')
      union all select 'client', ${setting('client')}, null where ${setting('actor')} = 'client'
    ) as all_ways where unit is not null or kind = 'network'
  )`

/** What an index can begin with, besides the holder. */
const BOUNDS = `(not $1 ? 'companyId' or holder_company_id = $1 ->> 'companyId')
        and (not $1 ? 'branchId' or holder_branch_id = $1 ->> 'branchId')
        and (not $1 ? 'teamId' or holder_team_id = $1 ->> 'teamId')
        and (not $1 ? 'assigneeId' or assignee_id = $1 ->> 'assigneeId')
        and (not $1 ? 'open' or closed_at is null)
        and (not $1 ? 'createdAfter' or created_at > ($1 ->> 'createdAfter')::timestamptz)
        and (not $1 ? 'createdBefore' or created_at < ($1 ->> 'createdBefore')::timestamptz)
        and ($2 is null or (created_at, id) %2$s ($2, $3))`

const among = (name: string, column: string) =>
  `(not $1 ? '${name}' or ${column} = any (array(select jsonb_array_elements_text($1 -> '${name}'))))`

const KNOWS = textOf(clientKnownInDatabase)
const PUBLIC = textOf(publicInDatabase)

/** A row that may be told: it is seen, has what was asked for, and is found by nothing that this reader is not shown. */
const TOLD = `${SEEN}
      and (not $1 ? 'whole' or ${WHOLE})
      and ${among('type', 'type')}
      and ${among('status', 'status')}
      and ${among('category', 'status_category')}
      and ${among('assignment', 'assignment')}
      and (not $1 ? 'brandId' or brand_id = $1 ->> 'brandId')
      and (not $1 ? 'source' or source = $1 ->> 'source')
      and (not $1 ? 'externalReference' or external_reference = $1 ->> 'externalReference' and ${KNOWS})
      and (not $1 ? 'updatedAfter' or ($1 ->> 'updatedAfter')::timestamptz
        < case when ${setting('actor')} = 'staff' and ${WHOLE} then updated_at else public_updated_at end)
      and words @@ case ${setting('actor')}
        when 'staff' then case when ${WHOLE} and ${KNOWS} then $6 else $7 end
        when 'client' then case when ${PUBLIC} then $6 else $8 end
        else $6 end`

const PAGE = `coalesce(array_agg(id order by created_at %1$s, id %1$s), '{}'),
    coalesce(array_agg(created_at order by created_at %1$s, id %1$s), '{}')`

/** The newest that this actor may see, so many of each way, whatever stands in them. */
const walkOf = (kind: string, held: string) => `select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = '${kind}' and ${held} (w.brand is null or brand_id = w.brand)
        and ${BOUNDS}
      order by created_at %1$s, id %1$s limit $9) x`

/** Rows are read in their order and tried: a word that is common is found soon. */
const WALK = `with ${WAYS},
  walked as materialized (
    select id, created_at from (
    ${[
      walkOf('network', ''),
      ...Object.entries(HELD).map(([kind, column]) => walkOf(kind, `${column} = w.unit and`)),
      walkOf('asks', 'requester_company_id = w.unit and'),
      walkOf('client', 'created_by_client_id = w.unit::uuid and'),
    ].join('\n    union all ')}
    ) as all_walked order by created_at %1$s, id %1$s limit $9
  ),
  told as (
    select distinct walked.id, walked.created_at from walked
    join tickets on tickets.id = walked.id join ticket_search on ticket_id = walked.id
    where ${TOLD}
  )
  select ${PAGE}, (select count(*) < $9 from walked)
  from (select id, created_at from told order by created_at %1$s, id %1$s limit $4) as page`

/** A word that is rare is found by the index, within what this actor may see. */
const LOOK_UP = `with ${WAYS},
  looked_up as materialized (
    select distinct s.ticket_id, s.created_at from ways w, lateral (
      select ticket_id, created_at from ticket_search where w.scope = '{}' and words @@ $6
      union all
      select ticket_id, created_at from ticket_search where w.scope <> '{}' and words @@ $6 and scope @> w.scope
    ) s
    where $2 is null or (s.created_at, s.ticket_id) %2$s ($2, $3)
  )
  select ${PAGE} from (
    select found.id, l.created_at
    from (select * from looked_up order by created_at %1$s, ticket_id %1$s) l, lateral (
      select tickets.id from tickets join ticket_search on ticket_search.ticket_id = tickets.id
      where tickets.id = l.ticket_id
        and ${BOUNDS.replaceAll('created_at', 'tickets.created_at').replaceAll(', id)', ', tickets.id)')}
        and ${TOLD}
    ) found
    order by l.created_at %1$s, l.ticket_id %1$s limit $4
  ) as page`

/** PL/pgSQL: the walk first; where it does not fill the page and has not come to the end, the index. */
const BODY = `
declare
  direction text := case when descending then 'desc' else 'asc' end;
  beyond text := case when descending then '<' else '>' end;
  ids uuid[];
  times timestamptz[];
  walked_all boolean;
begin
  execute format($walk$${WALK}$walk$, direction, beyond) into ids, times, walked_all
    using filters, after_at, after_id, most, filter_scope, with_reference, without_reference, number_only, ${WALKED};
  if cardinality(ids) < most and not walked_all then
    execute format($look_up$${LOOK_UP}$look_up$, direction, beyond) into ids, times
      using filters, after_at, after_id, most, filter_scope, with_reference, without_reference, number_only;
  end if;
  return query select * from unnest(ids, times);
end `

/** The statement that makes it in a migration. */
export const SEARCH_FUNCTION = `create function find_tickets(
  with_reference tsquery, without_reference tsquery, number_only tsquery, filters jsonb, filter_scope text[],
  descending boolean, after_at timestamptz, after_id uuid, most integer
) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = public, pg_temp set work_mem = '32MB' set jit = off
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $body$${BODY}$body$`
