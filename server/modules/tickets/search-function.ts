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
const SHORT_WALK = 1_000
const LONG_WALK = 10_000

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
const WAYS = `select array_agg(kind), array_agg(unit), array_agg(brand),
      array_agg(case kind when 'network' then 'brand:' || brand else kind || ':' || unit end),
      coalesce(bool_or(kind = 'network' and brand is null), false)
    from (
      select 'network' as kind, null as unit, null as brand
        where ${setting('network')} = 'on' or ${setting('actor')} = 'system'
${Object.keys(HELD)
  .map((kind) => `      union all select '${kind}', unnest(${setting(`${kind}_units`)}::text[]), null`)
  .join('\n')}
      union all select split_part(u, ':', 1), nullif(substr(u, strpos(u || ':', ':') + 1), ''), b.key
        from jsonb_each(${setting('brand_units')}::jsonb) b, jsonb_array_elements_text(b.value) u
      union all select 'asks', ${setting('company')}, null
        where ${setting('actor')} = 'staff' and not (filters ? 'whole')
      union all select 'client', ${setting('client')}, null
        where ${setting('actor')} = 'client' and not (filters ? 'whole')
    ) as ways where unit is not null or kind = 'network'`

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
        < case when ${WHOLE} then updated_at else public_updated_at end)
      and words @@ case ${setting('actor')}
        when 'staff' then case when ${WHOLE} and ${KNOWS} then $6 else $7 end
        when 'client' then case when (${PUBLIC}) is not true then $8 when ${KNOWS} then $6 else $7 end
        else $6 end`

const PAGE = `coalesce(array_agg(id order by created_at %1$s, id %1$s), '{}'),
    coalesce(array_agg(created_at order by created_at %1$s, id %1$s), '{}')`

/** The newest that this actor may see, so many of each way, whatever stands in them. */
const walkOf = (kind: string, held: string) => `select x.* from ways w, lateral (
      select id, created_at from tickets
      where w.kind = '${kind}' and ${held} (w.brand is null or brand_id = w.brand)
        and ${BOUNDS}
      order by created_at %1$s, id %1$s limit $9) x`

const WALKS = {
  network: walkOf('network', ''),
  ...Object.fromEntries(
    Object.entries(HELD).map(([kind, column]) => [kind, walkOf(kind, `${column} = w.unit and`)]),
  ),
  asks: walkOf('asks', 'requester_company_id = w.unit and'),
  client: walkOf('client', 'created_by_client_id = w.unit::uuid and'),
}

/** Rows are read in their order and tried: a word that is common is found soon. */
const WALK = `with ways as materialized (select * from unnest($10, $11, $12) as way (kind, unit, brand)),
  walked as materialized (
    select id, created_at from (%3$s) as all_walked order by created_at %1$s, id %1$s limit $9
  ),
  told as (
    select distinct walked.id, walked.created_at from walked
    join tickets on tickets.id = walked.id join ticket_search on ticket_id = walked.id
    where ${TOLD}
  )
  select ${PAGE}, (select count(*) < $9 from walked)
  from (select id, created_at from told order by created_at %1$s, id %1$s limit $4) as page`

/** A word that is rare is found by the index, within what this actor may see. */
const LOOK_UP = `with looked_up as materialized (
    select ticket_id, created_at from ticket_search
    where words @@ $6 %3$s and ($2 is null or (created_at, ticket_id) %2$s ($2, $3))
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

/**
 * PL/pgSQL. First a short walk: a common word fills the page. Then the index, narrowed to the actor's places and filters,
 * has little to give. Only for who sees everything and asks for all of it may it have much: there, a word that the short
 * walk has met is met often enough by a longer one.
 */
const BODY = `
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
  ${WAYS} into kinds, units, brands, lexemes, everything;
  if kinds is null then
    return;
  end if;
  -- Only the walks of the ways that there are: planning the others costs as much as walking.
  select format(string_agg(walk, ' union all '), direction, beyond) into walks from (values
${Object.entries(WALKS)
  .map(([kind, walk]) => `    ('${kind}', $way$${walk}$way$)`)
  .join(',\n')}
  ) as known (kind, walk) where kind = any (kinds);
  foreach steps in array array[${SHORT_WALK}, ${LONG_WALK}] loop
    execute format($walk$${WALK}$walk$, direction, beyond, walks) into ids, times, walked_all
      using filters, after_at, after_id, most, null, with_reference, without_reference, number_only, steps,
        kinds, units, brands;
    exit when walked_all or cardinality(ids) = most or cardinality(ids) * ${LONG_WALK / SHORT_WALK} < most
      or not everything or filter_scope <> '{}';
  end loop;
  if cardinality(ids) < most and not walked_all then
    execute format($look_up$${LOOK_UP}$look_up$, direction, beyond,
        case when everything then '' else 'and scope && $5 ' end
        || case when filter_scope = '{}' then '' else 'and scope @> $9' end) into ids, times
      using filters, after_at, after_id, most, lexemes, with_reference, without_reference, number_only, filter_scope;
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
