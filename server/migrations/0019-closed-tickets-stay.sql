-- A unit or a person that goes to another company must not carry what the former company closed: closed tickets stay with
-- the company that held them, without the unit or person (docs/decisions/0063). It happens in the very statement that moves
-- the unit, so that no moment lies between. Open tickets are moved by the worker, with hand-offs and events.
create function keep_closed_tickets() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'users' then
    update tickets t set assignee_id = null
      where t.assignee_id = new.id and t.closed_at is not null and t.holder_company_id is distinct from new.company_id;
  elsif tg_table_name = 'teams' then
    update tickets t set
        assignment = case when c.kind = 'dealer' then 'dealer' else 'unassigned' end,
        holder_company_id = case when c.kind = 'dealer' then c.id end,
        holder_branch_id = null, holder_team_id = null, assignee_id = null
      from companies c
      where t.holder_team_id = new.id and t.closed_at is not null
        and c.id = t.holder_company_id and c.id <> new.company_id;
  else
    -- A team keeps what it closed for the branch; only the branch's name goes from it.
    update tickets t set holder_branch_id = null
      where t.holder_branch_id = new.id and t.assignment = 'team' and t.closed_at is not null
        and t.holder_company_id <> new.company_id;
    update tickets t set
        assignment = case when c.kind = 'dealer' then 'dealer' else 'unassigned' end,
        holder_company_id = case when c.kind = 'dealer' then c.id end,
        holder_branch_id = null, assignee_id = null
      from companies c
      where t.holder_branch_id = new.id and t.assignment = 'branch' and t.closed_at is not null
        and c.id = t.holder_company_id and c.id <> new.company_id;
  end if;
  return null;
end $$;

create trigger keep_closed_tickets after update of company_id on branches
  for each row when (old.company_id is distinct from new.company_id) execute function keep_closed_tickets();
create trigger keep_closed_tickets after update of company_id on teams
  for each row when (old.company_id is distinct from new.company_id) execute function keep_closed_tickets();
create trigger keep_closed_tickets after update of company_id on users
  for each row when (old.company_id is distinct from new.company_id) execute function keep_closed_tickets();
